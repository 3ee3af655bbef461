package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_KEY_HOLD;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.CompletionLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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

  /** Longer than the clocks of two nodes are apart. */
  private static final long MINUTES_KEPT = 5;

  /** How far apart the minutes of two nodes are at their turn. */
  private static final long MINUTES_APART = 1;

  private final Prepared holds;
  private final Prepared note;
  private final Prepared bringBack;
  private final Prepared delete;
  private final Prepared spending;
  private final KeyMinutes minutes;
  private final Map<String, KeyRoom> rooms = new HashMap<>();

  KeyHolds(Connection connection, KeySql sql) throws SQLException {
    holds = new Prepared(connection, sql.holds());
    note = new Prepared(connection, sql.note());
    bringBack = new Prepared(connection, sql.bringBack());
    delete = new Prepared(connection, sql.delete());
    spending = new Prepared(connection, sql.spending());
    minutes = new KeyMinutes(connection, sql);
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
      KeyRoom room = room(order);
      long most = order.subject().tokens();
      room.take(amount, most);
      note.text(order.id().value())
          .text(order.caller().keyId())
          .number(room.counted(most))
          .number(KeyMinutes.of(order.created()))
          .add();
    }
  }

  static Duration untilNextMinute(HoldOrder order) {
    return Duration.ofSeconds(60 - Math.floorMod(order.created().getEpochSecond(), 60L));
  }

  /** Writes the rows of a transaction, the last that it does for any key. */
  void flush() throws SQLException {
    rooms.clear();
    bringBack.flush();
    delete.flush();
    note.flush();
    minutes.flush();
  }

  void forget() throws SQLException {
    rooms.clear();
    holds.forget();
    note.forget();
    bringBack.forget();
    delete.forget();
    spending.forget();
    minutes.forget();
  }

  /**
   * Deletes rows of holds that are no longer open and sums of minutes that are over, of keys that
   * nobody uses, at most {@link Expiry#STEP} of each; tells how many. Waits for no lock, and comes
   * after whatever does.
   */
  static int trim(DSLContext sql, Instant now) {
    long before = KeyMinutes.of(now) - MINUTES_KEPT;
    int trimmed = KeyMinutes.trim(sql, before);
    List<String> ended =
        sql.select(TOLLGATE_KEY_HOLD.HOLD)
            .from(TOLLGATE_KEY_HOLD)
            .where(TOLLGATE_KEY_HOLD.IN_MINUTE.lt(before))
            .andNotExists(
                sql.selectOne()
                    .from(TOLLGATE_HOLD)
                    .where(TOLLGATE_HOLD.ID.eq(TOLLGATE_KEY_HOLD.HOLD))
                    .and(TOLLGATE_HOLD.STATE.eq(HoldState.HELD.name())))
            .limit(Expiry.STEP)
            .forUpdate()
            .skipLocked()
            .fetch(TOLLGATE_KEY_HOLD.HOLD);
    if (!ended.isEmpty()) {
      trimmed +=
          sql.deleteFrom(TOLLGATE_KEY_HOLD).where(TOLLGATE_KEY_HOLD.HOLD.in(ended)).execute();
    }
    return trimmed;
  }

  private KeyRoom read(HoldOrder order, String key) throws SQLException {
    CompletionLimits limits = limitsOf(order);
    if (limits.equals(CompletionLimits.NONE)) {
      return new KeyRoom(limits, 0, 0, 0);
    }
    long minute = KeyMinutes.of(order.created());
    // Also where tokens are not limited here: another node may know of a limit by now.
    Map<Long, Long> stored = minutes.read(key);
    Map<Long, Long> sums = new HashMap<>();
    stored.forEach((madeIn, took) -> count(sums, madeIn, took, minute));
    long open = 0;
    long nanos = 0;
    long tokens = 0;
    try (ResultSet row = holds.text(key).query()) {
      while (row.next()) {
        String state = row.getString(4);
        long madeIn = row.getLong(3);
        if (HoldState.HELD.name().equals(state)) {
          open++;
          nanos += row.getLong(5);
          tokens += madeIn >= minute ? row.getLong(2) : 0;
          if (madeIn > minute + MINUTES_APART) {
            bringBack.number(minute).text(row.getString(1)).add();
          }
        } else if (!HoldState.EXPIRED.name().equals(state) || madeIn < minute - MINUTES_APART) {
          // An expired one may yet be settled, and is counted then.
          delete.text(row.getString(1)).add();
          count(sums, madeIn, row.getLong(6), minute);
        }
      }
    }
    minutes.change(key, stored, sums);
    for (var sum : sums.entrySet()) {
      tokens += sum.getKey() >= minute ? sum.getValue() : 0;
    }
    Optional<Budget> budget = limits.mostCost();
    if (budget.isPresent()) {
      nanos += spent(key, budget.get().reset(), order);
    }
    return new KeyRoom(limits, open, nanos, tokens);
  }

  /** Counts what ended holds took, where it still matters. */
  private static void count(Map<Long, Long> sums, long madeIn, long took, long minute) {
    if (took > 0 && madeIn >= minute - MINUTES_APART) {
      // The clock was set back: what was taken stays taken, for a minute at the most.
      sums.merge(madeIn > minute + MINUTES_APART ? minute : madeIn, took, Math::addExact);
    }
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
