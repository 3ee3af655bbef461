package dev.tollgate.store.jooq;

import com.google.common.collect.Maps;
import dev.tollgate.billing.SettlementOrder;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the moves of a transaction add up to. */
final class Sums {

  private Sums() {}

  /** What moves on one account. */
  static final class OfAccount {
    private long cost;
    private long unreserved;

    long cost() {
      return cost;
    }

    long unreserved() {
      return unreserved;
    }

    private void add(Move move) {
      cost = Math.addExact(cost, move.cost());
      unreserved = Math.addExact(unreserved, move.unreserved());
    }
  }

  /** The key of a row of daily sums. */
  record Day(String account, LocalDate day, String model, String keyId, String callName) {}

  /** What is added to a row of daily sums. */
  static final class OfDay {
    private long requests;
    private long promptTokens;
    private long completionTokens;
    private long cost;

    long requests() {
      return requests;
    }

    long promptTokens() {
      return promptTokens;
    }

    long completionTokens() {
      return completionTokens;
    }

    long cost() {
      return cost;
    }

    private void add(SettlementOrder order) {
      requests++;
      promptTokens += order.usage().promptTokens();
      completionTokens += order.usage().completionTokens();
      cost += order.cost().nanos();
    }
  }

  /** In the order of the accounts' ids. */
  static Map<String, OfAccount> byAccount(List<Move> moves) {
    Map<String, OfAccount> sums = new TreeMap<>();
    for (Move move : moves) {
      sums.computeIfAbsent(move.row().account(), id -> new OfAccount()).add(move);
    }
    return sums;
  }

  static Map<Day, OfDay> byDay(List<Move> moves) {
    Map<Day, OfDay> sums = new HashMap<>();
    for (Move move : moves) {
      SettlementOrder order = move.order();
      if (order != null) {
        HoldRow row = move.row();
        LocalDate day = Times.day(order.time());
        sums.computeIfAbsent(
                new Day(row.account(), day, row.model(), row.keyId(), row.callName()),
                key -> new OfDay())
            .add(order);
      }
    }
    return sums;
  }

  /** What was posted before on those accounts that are charged; to be counted down. */
  static Map<String, Long> posted(Map<String, OfAccount> sums, Balances balances)
      throws SQLException {
    Set<String> charged = Maps.filterValues(sums, sum -> sum.cost > 0).keySet();
    return charged.isEmpty() ? Map.of() : new HashMap<>(balances.of(charged));
  }
}
