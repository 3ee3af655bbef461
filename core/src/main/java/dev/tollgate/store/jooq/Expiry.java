package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record3;

/** Gives back holds that nobody will end, and forgets those that ended long ago. */
final class Expiry {

  /** How many rows one step touches: a sweep must not keep the requests waiting. */
  static final int STEP = 256;

  private static final List<HoldState> ENDED =
      List.of(HoldState.SETTLED, HoldState.RELEASED, HoldState.EXPIRED);

  private Expiry() {}

  /** Expires open holds of that kind, oldest first, at most {@link #STEP}; tells how many. */
  static int expire(DSLContext sql, Condition which, Instant now) {
    List<Record3<String, String, Long>> holds =
        sql.select(TOLLGATE_HOLD.ID, TOLLGATE_HOLD.ACCOUNT, TOLLGATE_HOLD.AMOUNT)
            .from(TOLLGATE_HOLD)
            .where(TOLLGATE_HOLD.STATE.eq(HoldState.HELD.name()))
            .and(which)
            .orderBy(TOLLGATE_HOLD.EXPIRES)
            .limit(STEP)
            .fetch();
    lockAccounts(sql, holds);
    TreeMap<String, Long> freed = new TreeMap<>();
    List<String> expired = new ArrayList<>();
    for (Record3<String, String, Long> hold : holds) {
      int changed =
          sql.update(TOLLGATE_HOLD)
              .set(TOLLGATE_HOLD.STATE, HoldState.EXPIRED.name())
              .set(TOLLGATE_HOLD.ENDED, Times.stored(now))
              .where(TOLLGATE_HOLD.ID.eq(hold.value1()))
              .and(TOLLGATE_HOLD.STATE.eq(HoldState.HELD.name()))
              .execute();
      if (changed == 1) {
        freed.merge(hold.value2(), hold.value3(), Math::addExact);
        expired.add(hold.value1());
      }
    }
    freed.forEach(
        (account, amount) ->
            sql.update(TOLLGATE_ACCOUNT)
                .set(TOLLGATE_ACCOUNT.RESERVED, TOLLGATE_ACCOUNT.RESERVED.minus(amount))
                .where(TOLLGATE_ACCOUNT.ID.eq(account))
                .execute());
    ClaimExpiry.free(sql, expired);
    return expired.size();
  }

  /** Accounts before holds, and in the order of their ids, as the batches of every node do. */
  private static void lockAccounts(DSLContext sql, List<Record3<String, String, Long>> holds) {
    if (!holds.isEmpty()) {
      sql.select(TOLLGATE_ACCOUNT.ID)
          .from(TOLLGATE_ACCOUNT)
          .where(TOLLGATE_ACCOUNT.ID.in(holds.stream().map(Record3::value2).distinct().toList()))
          .orderBy(TOLLGATE_ACCOUNT.ID)
          .forUpdate()
          .fetch();
    }
  }

  /** Holds that outlived what they were for. */
  static Condition overdue(Instant now) {
    return TOLLGATE_HOLD.EXPIRES.lt(Times.stored(now));
  }

  /** Holds of processes that came before this one. */
  static Condition ofDeadOwners(long epoch) {
    return TOLLGATE_HOLD.EPOCH.ne(epoch);
  }

  /** Deletes ended holds that were due before that time, at most {@link #STEP}; tells how many. */
  static int trim(DSLContext sql, Instant before) {
    List<String> old = new ArrayList<>();
    // State by state: for several at once H2 reads every ended hold that there is.
    for (HoldState state : ENDED) {
      old.addAll(
          sql.select(TOLLGATE_HOLD.ID)
              .from(TOLLGATE_HOLD)
              .where(TOLLGATE_HOLD.STATE.eq(state.name()))
              .and(TOLLGATE_HOLD.EXPIRES.lt(Times.stored(before)))
              .limit(STEP - old.size())
              .fetch(TOLLGATE_HOLD.ID));
    }
    return old.isEmpty()
        ? 0
        : sql.deleteFrom(TOLLGATE_HOLD).where(TOLLGATE_HOLD.ID.in(old)).execute();
  }
}
