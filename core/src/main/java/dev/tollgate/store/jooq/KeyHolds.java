package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_KEY_HOLD;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.CompletionLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * Knows what keys with limits of their own may still hold: exact, because it is read under the lock
 * of their account, without which no hold of theirs begins or ends.
 *
 * <p>For the writer's thread alone.
 */
final class KeyHolds {

  private final Prepared holds;
  private final Prepared note;
  private final Prepared delete;
  private final Prepared spending;
  private final Map<String, KeyRoom> rooms = new HashMap<>();

  KeyHolds(Connection connection, KeySql sql) throws SQLException {
    holds = new Prepared(connection, sql.holds());
    note = new Prepared(connection, sql.note());
    delete = new Prepared(connection, sql.delete());
    spending = new Prepared(connection, sql.spending());
  }

  static boolean limits(Command.Hold command) {
    return !limitsOf(command.order()).equals(CompletionLimits.NONE);
  }

  /** What the key of that order may still hold; its account has to be locked. */
  KeyRoom room(HoldOrder order) throws SQLException {
    String key = order.caller().keyId();
    KeyRoom room = rooms.get(key);
    if (room == null) {
      room = read(order, key);
      rooms.put(key, room);
    }
    return room;
  }

  /** Takes room for a hold of that order; to be flushed. */
  void take(HoldOrder order, long amount) throws SQLException {
    if (!limitsOf(order).equals(CompletionLimits.NONE)) {
      room(order).take(amount);
      note.text(order.id().value()).text(order.caller().keyId()).add();
    }
  }

  /** Writes the rows of a transaction, the last that it does for any key. */
  void flush() throws SQLException {
    rooms.clear();
    delete.flush();
    note.flush();
  }

  void forget() throws SQLException {
    rooms.clear();
    holds.forget();
    note.forget();
    delete.forget();
    spending.forget();
  }

  /**
   * Deletes rows of holds that are no longer open, of keys that nobody uses, at most {@link
   * Expiry#STEP}; tells how many. Waits for no lock, and comes after whatever does.
   */
  static int trim(DSLContext sql) {
    List<String> ended =
        sql.select(TOLLGATE_KEY_HOLD.HOLD)
            .from(TOLLGATE_KEY_HOLD)
            .whereNotExists(
                sql.selectOne()
                    .from(TOLLGATE_HOLD)
                    .where(TOLLGATE_HOLD.ID.eq(TOLLGATE_KEY_HOLD.HOLD))
                    .and(TOLLGATE_HOLD.STATE.eq(HoldState.HELD.name())))
            .limit(Expiry.STEP)
            .forUpdate()
            .skipLocked()
            .fetch(TOLLGATE_KEY_HOLD.HOLD);
    return ended.isEmpty()
        ? 0
        : sql.deleteFrom(TOLLGATE_KEY_HOLD).where(TOLLGATE_KEY_HOLD.HOLD.in(ended)).execute();
  }

  private KeyRoom read(HoldOrder order, String key) throws SQLException {
    CompletionLimits limits = limitsOf(order);
    if (limits.equals(CompletionLimits.NONE)) {
      return new KeyRoom(limits, 0, 0);
    }
    long open = 0;
    long nanos = 0;
    try (ResultSet row = holds.text(key).query()) {
      while (row.next()) {
        if (HoldState.HELD.name().equals(row.getString(2))) {
          open++;
          nanos += row.getLong(3);
        } else {
          delete.text(row.getString(1)).add();
        }
      }
    }
    Optional<Budget> budget = limits.mostCost();
    if (budget.isPresent()) {
      nanos += spent(key, budget.get().reset(), order);
    }
    return new KeyRoom(limits, open, nanos);
  }

  private long spent(String key, Budget.Reset reset, HoldOrder order) throws SQLException {
    try (ResultSet row = spending.text(key).text(reset.name()).query()) {
      // A row of a later period stands: a clock that was set back gives nothing back.
      return row.next()
              && !row.getObject(1, LocalDate.class)
                  .isBefore(reset.startOf(Times.day(order.created())))
          ? row.getLong(2)
          : 0;
    }
  }

  private static CompletionLimits limitsOf(HoldOrder order) {
    return order.caller().limits().completions();
  }
}
