package dev.tollgate.refusal;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A "no" that ends a request: thrown where the decision falls, turned into an answer in one place.
 *
 * <p>The message is for the caller: it never holds a secret, an internal name or an upstream's
 * text. It carries no stack trace, because a refusal is an outcome and not a defect.
 */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final RefusalKind kind;
  private final @Nullable String param;
  private final @Nullable Duration retryAfter;

  private Refusal(
      RefusalKind kind, String message, @Nullable String param, @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.kind = kind;
    this.param = param;
    this.retryAfter = retryAfter;
  }

  /** A refusal that names no field and no wait. */
  public static Refusal of(RefusalKind kind, String message) {
    return new Refusal(kind, message, null, null);
  }

  /**
   * A refusal because of one field of the request, named by its path, as {@code messages[0].role}.
   */
  public static Refusal ofField(RefusalKind kind, String param, String message) {
    return new Refusal(kind, message, param, null);
  }

  /**
   * A refusal that a later try may not meet; the wait is rounded up to whole seconds on the wire.
   */
  public static Refusal retryable(RefusalKind kind, String message, Duration retryAfter) {
    return new Refusal(kind, message, null, retryAfter);
  }

  /** Why. */
  public RefusalKind kind() {
    return kind;
  }

  /** The message, never null. */
  public String reason() {
    return String.valueOf(getMessage());
  }

  /** The path of the field that was wrong, if one was. */
  public Optional<String> param() {
    return Optional.ofNullable(param);
  }

  /** How long to wait before another try, if waiting helps. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
