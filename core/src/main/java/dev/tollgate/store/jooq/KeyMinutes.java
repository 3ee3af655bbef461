package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_KEY_MINUTE;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Result;
import org.jooq.impl.DSL;

/**
 * The tokens that ended holds of keys took, as one sum for each minute in which they were made:
 * what a key has still open is all that its next hold has to read one by one.
 *
 * <p>For the writer's thread alone, under the lock of the key's account.
 */
final class KeyMinutes {

  private final Prepared sums;
  private final Prepared change;
  private final Prepared start;
  private final Prepared delete;

  KeyMinutes(Connection connection, KeySql sql) throws SQLException {
    sums = new Prepared(connection, sql.minutes());
    change = new Prepared(connection, sql.changeMinute());
    start = new Prepared(connection, sql.startMinute());
    delete = new Prepared(connection, sql.deleteMinute());
  }

  /** The sums of a key by their minutes. */
  Map<Long, Long> read(String key) throws SQLException {
    Map<Long, Long> stored = new HashMap<>();
    try (ResultSet row = sums.text(key).query()) {
      while (row.next()) {
        stored.put(row.getLong(1), row.getLong(2));
      }
    }
    return stored;
  }

  /** Makes the sums of a key these instead of those that were read; to be flushed. */
  void change(String key, Map<Long, Long> stored, Map<Long, Long> now) throws SQLException {
    for (var sum : now.entrySet()) {
      Long before = stored.get(sum.getKey());
      if (before == null) {
        start.number(sum.getValue()).text(key).number(sum.getKey()).add();
      } else if (!before.equals(sum.getValue())) {
        change.number(sum.getValue()).text(key).number(sum.getKey()).add();
      }
    }
    for (long minute : stored.keySet()) {
      if (!now.containsKey(minute)) {
        delete.text(key).number(minute).add();
      }
    }
  }

  void flush() throws SQLException {
    delete.flush();
    change.flush();
    start.flush();
  }

  void forget() throws SQLException {
    sums.forget();
    change.forget();
    start.forget();
    delete.forget();
  }

  /**
   * Deletes sums of minutes before that one, of keys that nobody uses, at most {@link Expiry#STEP};
   * tells how many. Waits for no lock.
   */
  static int trim(DSLContext sql, long before) {
    Result<Record2<String, Long>> old =
        sql.select(TOLLGATE_KEY_MINUTE.KEY_ID, TOLLGATE_KEY_MINUTE.IN_MINUTE)
            .from(TOLLGATE_KEY_MINUTE)
            .where(TOLLGATE_KEY_MINUTE.IN_MINUTE.lt(before))
            .limit(Expiry.STEP)
            .forUpdate()
            .skipLocked()
            .fetch();
    return old.isEmpty()
        ? 0
        : sql.deleteFrom(TOLLGATE_KEY_MINUTE)
            .where(DSL.row(TOLLGATE_KEY_MINUTE.KEY_ID, TOLLGATE_KEY_MINUTE.IN_MINUTE).in(old))
            .execute();
  }

  /** The minute of a time, since the epoch. */
  static long of(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 60L);
  }
}
