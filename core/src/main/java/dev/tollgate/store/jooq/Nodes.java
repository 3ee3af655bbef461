package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_NODE;

import java.time.Duration;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The processes that share a database, by the database's own clock: each says now and then that it
 * lives, and the holds of one that stopped saying so are given back by the others.
 */
final class Nodes {

  /** How long a process may be silent before it counts as dead. */
  static final Duration SILENCE = Duration.ofSeconds(20);

  /** Older than this, our own last beat tells that the database was stalled for all of us. */
  private static final Duration FRESH = Duration.ofSeconds(12);

  private Nodes() {}

  /** Says that this process lives; tells whether it said so a short while ago, too. */
  static boolean beat(DSLContext sql, long epoch) {
    Instant now = now(sql);
    Instant last =
        sql.select(TOLLGATE_NODE.SEEN)
            .from(TOLLGATE_NODE)
            .where(TOLLGATE_NODE.EPOCH.eq(epoch))
            .fetchOne(TOLLGATE_NODE.SEEN);
    if (last == null) {
      sql.insertInto(TOLLGATE_NODE)
          .set(TOLLGATE_NODE.EPOCH, epoch)
          .set(TOLLGATE_NODE.NAME, "node-" + epoch)
          .set(TOLLGATE_NODE.STARTED, now)
          .set(TOLLGATE_NODE.SEEN, now)
          .execute();
      return false;
    }
    sql.update(TOLLGATE_NODE)
        .set(TOLLGATE_NODE.SEEN, now)
        .where(TOLLGATE_NODE.EPOCH.eq(epoch))
        .execute();
    return last.plus(FRESH).isAfter(now);
  }

  /** Says that this process ends. */
  static void leave(DSLContext sql, long epoch) {
    sql.deleteFrom(TOLLGATE_NODE).where(TOLLGATE_NODE.EPOCH.eq(epoch)).execute();
  }

  /**
   * Gives back holds of processes that are dead, at most {@link Expiry#STEP}; tells how many. A
   * dead process is forgotten once it has none.
   */
  static int bury(DSLContext sql) {
    Instant now = now(sql);
    Condition dead = TOLLGATE_NODE.SEEN.lt(now.minus(SILENCE));
    // A process that was cut off for a while makes holds again before it is known to live again.
    Condition old = TOLLGATE_HOLD.CREATED.lt(now.minus(SILENCE));
    int expired =
        Expiry.expire(
            sql,
            old.and(
                TOLLGATE_HOLD.EPOCH.notIn(
                    DSL.select(TOLLGATE_NODE.EPOCH).from(TOLLGATE_NODE).where(DSL.not(dead)))),
            now);
    if (expired < Expiry.STEP) {
      sql.deleteFrom(TOLLGATE_NODE).where(dead).execute();
    }
    return expired;
  }

  /** True while that process says that it lives. */
  static boolean lives(DSLContext sql, long epoch) {
    return sql.fetchExists(
        TOLLGATE_NODE,
        TOLLGATE_NODE.EPOCH.eq(epoch).and(TOLLGATE_NODE.SEEN.ge(now(sql).minus(SILENCE))));
  }

  /** True when what was made then may be of a process that is not yet known to live again. */
  static boolean isFresh(DSLContext sql, Instant made) {
    return !made.isBefore(now(sql).minus(SILENCE));
  }

  private static Instant now(DSLContext sql) {
    Instant now =
        sql.select(DSL.field("clock_timestamp()", TOLLGATE_NODE.SEEN.getDataType()))
            .fetchSingle()
            .value1();
    return Times.stored(now);
  }
}
