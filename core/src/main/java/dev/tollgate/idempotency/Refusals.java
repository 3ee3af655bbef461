package dev.tollgate.idempotency;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;

/** The ways in which a key is a reason to refuse. */
final class Refusals {

  private Refusals() {}

  static Turn.Refused reused() {
    return new Turn.Refused(
        Refusal.of(
            RefusalKind.IDEMPOTENCY_KEY_REUSED,
            "This " + IdempotencyKey.HEADER + " was used with another body."));
  }

  static Turn.Refused inProgress() {
    return later(
        "A request with this "
            + IdempotencyKey.HEADER
            + " is still running. The same again later gets its answer.");
  }

  static Turn.Refused failing() {
    return later(
        "The requests with this "
            + IdempotencyKey.HEADER
            + " that came before failed. The same again later may be answered.");
  }

  static Turn.Refused notKept() {
    return new Turn.Refused(
        Refusal.of(
            RefusalKind.IDEMPOTENCY_NOT_KEPT,
            "The stream with this "
                + IdempotencyKey.HEADER
                + " was completed and charged, and was too long to be kept."));
  }

  private static Turn.Refused later(String reason) {
    return new Turn.Refused(
        Refusal.retryable(RefusalKind.IDEMPOTENCY_IN_PROGRESS, reason, Duration.ofSeconds(1)));
  }

  static boolean isReuse(Refusal refusal) {
    return refusal.kind() == RefusalKind.IDEMPOTENCY_KEY_REUSED;
  }
}
