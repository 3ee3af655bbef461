package dev.tollgate.upstream.codec;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;

/** What the upstream sent is no answer; carries what to tell the listener. */
public final class BadAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient UpstreamFailure failure;

  /** What was sent means that failure. */
  public BadAnswer(UpstreamFailure failure) {
    super(failure.detail(), null, false, false);
    this.failure = failure;
  }

  /**
   * A wrong shape.
   *
   * @param detail for the operator's log; quotes nothing
   */
  public static BadAnswer shape(String detail) {
    return new BadAnswer(UpstreamFailure.of(Kind.BAD_ANSWER, detail));
  }

  /** What to tell the listener. */
  public UpstreamFailure failure() {
    return failure;
  }
}
