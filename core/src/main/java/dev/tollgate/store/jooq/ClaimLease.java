package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;

import java.time.Instant;
import org.jooq.DSLContext;

/**
 * Tells whether who claimed a key still works at it.
 *
 * @param epoch of this process
 * @param shared true when other processes may have claims, too
 */
record ClaimLease(DSLContext sql, long epoch, boolean shared) {

  /** True while the claim's process lives and the claim has not outlived its request. */
  boolean lasts(ClaimRow row, Instant now) {
    if (row.expires().isBefore(now)) {
      return false;
    }
    // A process that was cut off for a while makes claims again before it is known to live again.
    return row.epoch() == epoch
        || (shared && (Nodes.lives(sql, row.epoch()) || Nodes.isFresh(sql, row.created())));
  }

  /**
   * Gives back the hold of a claim that does not last; within the lock of its account. False when
   * it has none that is open.
   */
  boolean end(ClaimRow row, Instant now) {
    return Expiry.expire(sql, TOLLGATE_HOLD.ID.eq(row.holder()), now) > 0;
  }
}
