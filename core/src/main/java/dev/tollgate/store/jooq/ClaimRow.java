package dev.tollgate.store.jooq;

import dev.tollgate.idempotency.ClaimOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the database has it.
 *
 * @param holder the hold, or the claim without one, that has it
 * @param epoch of the process that claimed it
 * @param contentType null while it runs
 */
record ClaimRow(
    String scope,
    String fingerprint,
    String holder,
    long epoch,
    ClaimState state,
    int status,
    @Nullable String contentType,
    Instant created,
    Instant expires) {

  /** The row of a claim that begins. */
  static ClaimRow running(
      ClaimOrder order, String holder, long epoch, Instant created, Instant expires) {
    return new ClaimRow(
        order.scope().id(),
        order.fingerprint().sha256(),
        holder,
        epoch,
        ClaimState.RUNNING,
        0,
        null,
        created,
        expires);
  }
}
