package dev.tollgate.store.jooq;

import com.google.common.collect.Maps;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.LedgerEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes down what the ends of holds move: balances, transfers, usage and the sums of the day.
 *
 * <p>For the writer's thread alone.
 */
final class Bookings {

  private final Prepared charge;
  private final Rows insertTransfer;
  private final Rows insertUsage;
  private final Prepared addToDay;
  private final Prepared startDay;
  private final Balances balances;
  private final KeySpending spending;

  Bookings(Connection connection, HotSql sql, Balances balances, KeySpending spending)
      throws SQLException {
    this.balances = balances;
    this.spending = spending;
    charge = new Prepared(connection, sql.charge());
    insertTransfer = new Rows(connection, sql.insertTransfer());
    insertUsage = new Rows(connection, sql.insertUsage());
    addToDay = new Prepared(connection, sql.addToDay());
    startDay = new Prepared(connection, sql.startDay());
  }

  /** Books moves that have all happened to their holds. */
  void book(List<Move> moves) throws SQLException {
    if (moves.isEmpty()) {
      return;
    }
    TreeMap<String, Sum> byAccount = new TreeMap<>();
    for (Move move : moves) {
      byAccount.computeIfAbsent(move.row().account(), id -> new Sum()).add(move);
    }
    Map<String, Long> posted = posted(byAccount);
    for (var account : byAccount.entrySet()) {
      Sum sum = account.getValue();
      charge.number(sum.cost).number(sum.cost).number(sum.unreserved).text(account.getKey()).add();
    }
    charge.flushEachToOneRow();
    bookTransfers(moves, posted);
    bookUsage(moves);
    spending.add(moves);
  }

  void forget() throws SQLException {
    charge.forget();
    balances.forget();
    insertTransfer.forget();
    insertUsage.forget();
    addToDay.forget();
    startDay.forget();
    spending.forget();
  }

  /** What is posted on those that are charged. */
  private Map<String, Long> posted(Map<String, Sum> byAccount) throws SQLException {
    Set<String> charged = Maps.filterValues(byAccount, sum -> sum.cost > 0).keySet();
    return charged.isEmpty() ? Map.of() : new HashMap<>(balances.of(charged));
  }

  private void bookTransfers(List<Move> moves, Map<String, Long> posted) throws SQLException {
    for (Move move : moves) {
      if (move.cost() > 0) {
        String account = move.row().account();
        Long before = posted.get(account);
        if (before == null) {
          throw Prepared.changed();
        }
        long balance = before - move.cost();
        posted.put(account, balance);
        insertTransfer
            .text(move.row().id())
            .text(account)
            .text(account)
            .text(SystemAccount.REVENUE.id())
            .number(move.cost())
            .text(LedgerEntry.Kind.USAGE.wire())
            .number(balance)
            .time(move.time())
            .text(move.row().requestId())
            .add();
      }
    }
    insertTransfer.flush();
  }

  private void bookUsage(List<Move> moves) throws SQLException {
    Map<Day, DaySum> days = new HashMap<>();
    for (Move move : moves) {
      SettlementOrder order = move.order();
      if (order != null) {
        insertUsage(move, order);
        days.computeIfAbsent(Day.of(move.row(), Times.day(order.time())), day -> new DaySum())
            .add(order);
      }
    }
    insertUsage.flush();
    List<Map.Entry<Day, DaySum>> sums = List.copyOf(days.entrySet());
    for (var sum : sums) {
      bind(addToDay, sum).add();
    }
    int[] found = addToDay.flush();
    for (int i = 0; i < found.length; i++) {
      if (found[i] == 0) {
        bind(startDay, sums.get(i)).add();
      }
    }
    startDay.flush();
  }

  private void insertUsage(Move move, SettlementOrder order) {
    Usage usage = order.usage();
    insertUsage
        .text(move.row().id())
        .text(move.row().account())
        .text(move.row().keyId())
        .text(move.row().requestId())
        .text(move.row().model())
        .text(move.row().callName())
        .number(usage.promptTokens())
        .number(usage.completionTokens())
        .number(usage.cachedTokens())
        .number(usage.reasoningTokens())
        .flag(usage.estimated())
        .number(order.cost().nanos())
        .number(order.loss().nanos())
        .time(order.time())
        .day(Times.day(order.time()))
        .add();
  }

  private static Prepared bind(Prepared statement, Map.Entry<Day, DaySum> sum) throws SQLException {
    return statement
        .number(sum.getValue().requests)
        .number(sum.getValue().promptTokens)
        .number(sum.getValue().completionTokens)
        .number(sum.getValue().cost)
        .text(sum.getKey().account())
        .day(sum.getKey().day())
        .text(sum.getKey().model())
        .text(sum.getKey().keyId())
        .text(sum.getKey().callName());
  }

  /** What moves on one account. */
  private static final class Sum {
    private long cost;
    private long unreserved;

    private void add(Move move) {
      cost = Math.addExact(cost, move.cost());
      unreserved = Math.addExact(unreserved, move.unreserved());
    }
  }

  /** The key of a row of daily sums. */
  private record Day(String account, LocalDate day, String model, String keyId, String callName) {
    static Day of(HoldRow row, LocalDate day) {
      return new Day(row.account(), day, row.model(), row.keyId(), row.callName());
    }
  }

  /** What is added to a row of daily sums. */
  private static final class DaySum {
    private long requests;
    private long promptTokens;
    private long completionTokens;
    private long cost;

    private void add(SettlementOrder order) {
      requests++;
      promptTokens += order.usage().promptTokens();
      completionTokens += order.usage().completionTokens();
      cost += order.cost().nanos();
    }
  }
}
