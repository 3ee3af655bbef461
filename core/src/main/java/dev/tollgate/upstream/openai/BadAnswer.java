package dev.tollgate.upstream.openai;

import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;

/** What the upstream sent is no answer; carries what to tell the listener. */
final class BadAnswer extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient UpstreamFailure failure;

  BadAnswer(UpstreamFailure failure) {
    super(failure.detail(), null, false, false);
    this.failure = failure;
  }

  /** A wrong shape. */
  static BadAnswer shape(String detail) {
    return new BadAnswer(UpstreamFailure.of(Kind.BAD_ANSWER, detail));
  }

  UpstreamFailure failure() {
    return failure;
  }
}
