package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_IDEMPOTENCY;
import static dev.tollgate.store.schema.Tables.TOLLGATE_IDEMPOTENCY_BODY;

import java.time.Instant;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.impl.DSL;

/** Frees keys that nobody will free, and forgets answers that were kept long enough. */
final class ClaimExpiry {

  /** How many answers one step deletes: each may be large. */
  static final int STEP = 64;

  private ClaimExpiry() {}

  /** Frees what those holds claimed and did not finish. */
  static void free(DSLContext sql, List<String> holds) {
    if (!holds.isEmpty()) {
      sql.deleteFrom(TOLLGATE_IDEMPOTENCY)
          .where(TOLLGATE_IDEMPOTENCY.HOLDER.in(holds))
          .and(TOLLGATE_IDEMPOTENCY.STATE.eq(ClaimState.RUNNING.name()))
          .execute();
    }
  }

  /** Frees every key that was claimed and not finished: whoever did it is dead. */
  static void freeAll(DSLContext sql) {
    sql.deleteFrom(TOLLGATE_IDEMPOTENCY)
        .where(TOLLGATE_IDEMPOTENCY.STATE.eq(ClaimState.RUNNING.name()))
        .execute();
  }

  /**
   * Deletes rows that have outlived their time, at most {@link #STEP}; tells how many. To be the
   * last of its transaction: whoever has locked an account may be waiting for one of its rows.
   */
  static int trim(DSLContext sql, Instant now) {
    List<Record2<String, String>> old =
        sql.select(TOLLGATE_IDEMPOTENCY.SCOPE, TOLLGATE_IDEMPOTENCY.HOLDER)
            .from(TOLLGATE_IDEMPOTENCY)
            .where(TOLLGATE_IDEMPOTENCY.EXPIRES.lt(Times.stored(now)))
            // A claim goes with its hold, so that no hold runs whose key is another's.
            .andNotExists(
                DSL.selectOne()
                    .from(TOLLGATE_HOLD)
                    .where(TOLLGATE_HOLD.ID.eq(TOLLGATE_IDEMPOTENCY.HOLDER))
                    .and(TOLLGATE_HOLD.STATE.eq(HoldState.HELD.name())))
            .orderBy(TOLLGATE_IDEMPOTENCY.EXPIRES)
            .limit(STEP)
            .forUpdate()
            .skipLocked()
            .fetch();
    if (old.isEmpty()) {
      return 0;
    }
    sql.deleteFrom(TOLLGATE_IDEMPOTENCY_BODY)
        .where(TOLLGATE_IDEMPOTENCY_BODY.HOLDER.in(old.stream().map(Record2::value2).toList()))
        .execute();
    return sql.deleteFrom(TOLLGATE_IDEMPOTENCY)
        .where(TOLLGATE_IDEMPOTENCY.SCOPE.in(old.stream().map(Record2::value1).toList()))
        .execute();
  }
}
