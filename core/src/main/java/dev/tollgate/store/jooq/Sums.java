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
  record OfAccount(long cost, long unreserved) {

    private OfAccount plus(OfAccount other) {
      return new OfAccount(
          Math.addExact(cost, other.cost), Math.addExact(unreserved, other.unreserved));
    }
  }

  /** The key of a row of daily sums. */
  record Day(String account, LocalDate day, String model, String keyId, String callName) {}

  /** What is added to a row of daily sums. */
  record OfDay(long requests, long promptTokens, long completionTokens, long cost) {

    private static OfDay of(SettlementOrder order) {
      return new OfDay(
          1, order.usage().promptTokens(), order.usage().completionTokens(), order.cost().nanos());
    }

    private OfDay plus(OfDay other) {
      return new OfDay(
          requests + other.requests,
          promptTokens + other.promptTokens,
          completionTokens + other.completionTokens,
          Math.addExact(cost, other.cost));
    }
  }

  /** In the order of the accounts' ids. */
  static Map<String, OfAccount> byAccount(List<Move> moves) {
    Map<String, OfAccount> sums = new TreeMap<>();
    for (Move move : moves) {
      sums.merge(
          move.row().account(), new OfAccount(move.cost(), move.unreserved()), OfAccount::plus);
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
        sums.merge(
            new Day(row.account(), day, row.model(), row.keyId(), row.callName()),
            OfDay.of(order),
            OfDay::plus);
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
