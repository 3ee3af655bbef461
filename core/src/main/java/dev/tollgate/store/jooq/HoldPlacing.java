package dev.tollgate.store.jooq;

import com.google.common.math.LongMath;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.money.Money;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sets money aside for many requests in one transaction.
 *
 * <p>For the writer's thread alone.
 */
final class HoldPlacing {

  private final Reserves reserves;
  private final HoldRows rows;
  private final Prepared stored;
  private final KeyHolds keys;

  HoldPlacing(Connection connection, HotSql sql, Reserves reserves, HoldRows rows, KeyHolds keys)
      throws SQLException {
    this.reserves = reserves;
    this.rows = rows;
    this.keys = keys;
    stored = new Prepared(connection, sql.holds());
  }

  /** Places them all; where several nodes do so, their accounts are locked already. */
  void place(List<Command.Hold> commands) throws SQLException {
    TreeMap<String, List<Command.Hold>> byAccount = new TreeMap<>();
    for (Command.Hold command : commands) {
      byAccount
          .computeIfAbsent(command.order().caller().account().value(), id -> new ArrayList<>())
          .add(command);
    }
    Set<String> reserved = reserveTogether(byAccount);
    for (var account : byAccount.entrySet()) {
      if (reserved.contains(account.getKey())) {
        for (Command.Hold command : account.getValue()) {
          held(command, command.order().amount().nanos());
        }
      } else {
        placeInOrder(account.getKey(), account.getValue());
      }
    }
    rows.flush();
    keys.flush();
  }

  /** An account got something back within this transaction. */
  void gaveBack(String account) {
    reserves.gaveBack(account);
  }

  /**
   * For one that was tried before: true when its row is there, from a commit whose answer was lost.
   */
  boolean isPlaced(Command.Hold command) throws SQLException {
    try (ResultSet row = stored.texts(new String[] {command.order().id().value()}).query()) {
      if (row.next()) {
        command.pending().decide(new HoldOutcome.Held(Money.ofNanos(row.getLong("amount"))));
        return true;
      }
    }
    return false;
  }

  void forget() throws SQLException {
    reserves.forget();
    stored.forget();
    keys.forget();
  }

  /** Reserves what fits as a whole on its account; gives the accounts of that. */
  private Set<String> reserveTogether(SortedMap<String, List<Command.Hold>> byAccount)
      throws SQLException {
    Map<String, Long> sums = new TreeMap<>();
    byAccount.forEach(
        (account, commands) -> {
          long sum = sum(commands);
          if (sum < Long.MAX_VALUE && commands.stream().noneMatch(KeyHolds::limits)) {
            sums.put(account, sum);
          }
        });
    return reserves.reserve(sums);
  }

  /** Who came first is served first; the last ones learn what was left for them. */
  private void placeInOrder(String account, List<Command.Hold> commands) throws SQLException {
    long available = reserves.available(account);
    long taken = 0;
    for (Command.Hold command : commands) {
      HoldOrder order = command.order();
      KeyRoom room = keys.room(order);
      if (available <= 0 || order.least().nanos() > available) {
        command.pending().decide(new HoldOutcome.Insufficient(Money.ofNanos(available)));
      } else if (room.isFull()) {
        command.pending().decide(new HoldOutcome.TooManyAtOnce());
      } else if (room.lacks(order.subject().tokens())) {
        command.pending().decide(new HoldOutcome.TooManyTokens(KeyHolds.untilNextMinute(order)));
      } else if (room.left() <= 0 || order.least().nanos() > room.left()) {
        command.pending().decide(new HoldOutcome.OverBudget(Money.ofNanos(room.left())));
      } else {
        long amount = Math.min(order.amount().nanos(), Math.min(available, room.left()));
        held(command, amount);
        keys.take(order, amount);
        available -= amount;
        taken += amount;
      }
    }
    if (taken > 0) {
      reserves.take(account, taken);
    }
  }

  private void held(Command.Hold command, long amount) throws SQLException {
    rows.add(command.order(), amount, HoldState.HELD);
    command.pending().decide(new HoldOutcome.Held(Money.ofNanos(amount)));
  }

  private static long sum(List<Command.Hold> commands) {
    long sum = 0;
    for (Command.Hold command : commands) {
      sum = LongMath.saturatedAdd(sum, command.order().amount().nanos());
    }
    return sum;
  }
}
