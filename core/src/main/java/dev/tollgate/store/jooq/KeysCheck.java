package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_IDEMPOTENCY;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.ResultQuery;

/** Keys and the holds that claimed them: what contradicts each other, as queries. */
final class KeysCheck {

  private KeysCheck() {}

  /** Holds that ended, or are of another account, while their key still runs. */
  static ResultQuery<Record1<String>> running(DSLContext sql, int most) {
    return contradictions(
        sql,
        TOLLGATE_IDEMPOTENCY
            .STATE
            .eq(ClaimState.RUNNING.name())
            .and(TOLLGATE_HOLD.STATE.ne(HoldState.HELD.name())),
        most);
  }

  /** Holds that were not charged, or are of another account, while their key has an answer. */
  static ResultQuery<Record1<String>> answered(DSLContext sql, int most) {
    return contradictions(
        sql,
        TOLLGATE_IDEMPOTENCY
            .STATE
            .eq(ClaimState.FINISHED.name())
            .and(TOLLGATE_HOLD.STATE.ne(HoldState.SETTLED.name())),
        most);
  }

  private static ResultQuery<Record1<String>> contradictions(
      DSLContext sql, Condition states, int most) {
    return sql.select(TOLLGATE_HOLD.ID)
        .from(TOLLGATE_IDEMPOTENCY)
        .join(TOLLGATE_HOLD)
        .on(TOLLGATE_HOLD.ID.eq(TOLLGATE_IDEMPOTENCY.HOLDER))
        .where(states.or(TOLLGATE_HOLD.ACCOUNT.ne(TOLLGATE_IDEMPOTENCY.ACCOUNT)))
        .limit(most);
  }
}
