package dev.tollgate.store.jooq;

import dev.tollgate.billing.HoldReceipt;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.Budget.Reset;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what keys that have a budget were charged, under the locks of their accounts, behind the
 * sums of the day.
 *
 * <p>For the writer's thread alone.
 */
final class KeySpending {

  private final Prepared spending;
  private final Prepared spend;
  private final Prepared start;
  private final Prepared charged;
  private final Prepared reset;

  KeySpending(Connection connection, KeySql sql) throws SQLException {
    spending = new Prepared(connection, sql.spending());
    spend = new Prepared(connection, sql.spend());
    start = new Prepared(connection, sql.startSpending());
    charged = new Prepared(connection, sql.charged());
    reset = new Prepared(connection, sql.reset());
  }

  /** A key's budget in one of its periods. */
  private record Period(String account, String key, Reset reset, LocalDate since) {}

  void add(List<Move> moves) throws SQLException {
    Map<Period, Long> sums = new HashMap<>();
    for (Move move : moves) {
      Reset reset = move.cost() > 0 ? resetOf(move) : null;
      if (reset != null) {
        LocalDate since = reset.startOf(Times.day(move.time()));
        sums.merge(
            new Period(move.row().account(), move.row().keyId(), reset, since),
            move.cost(),
            Math::addExact);
      }
    }
    for (var sum : sums.entrySet()) {
      add(sum.getKey(), sum.getValue());
    }
  }

  void forget() throws SQLException {
    spending.forget();
    spend.forget();
    start.forget();
    charged.forget();
    reset.forget();
  }

  private void add(Period period, long cost) throws SQLException {
    Prepared write;
    LocalDate begun = period.since;
    long spent;
    try (ResultSet row = spending.text(period.key).text(period.reset.name()).query()) {
      if (!row.next()) {
        // The budget may be younger than the key.
        write = start;
        spent = charged(period);
      } else {
        LocalDate since = row.getObject(1, LocalDate.class);
        write = spend;
        spent = since.isBefore(begun) ? cost : Math.addExact(row.getLong(2), cost);
        // Of a clock that was set back, or is behind another node's: it counts all the same.
        begun = since.isBefore(begun) ? begun : since;
      }
    }
    write.day(begun).number(spent).text(period.key).text(period.reset.name()).update();
  }

  private long charged(Period period) throws SQLException {
    try (ResultSet row = charged.text(period.account).day(period.since).text(period.key).query()) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /**
   * Null for a key without a budget. After a crash there is no receipt to tell, but the table of
   * keys.
   */
  private @Nullable Reset resetOf(Move move) throws SQLException {
    SettlementOrder order = move.order();
    HoldReceipt receipt = order == null ? null : order.receipt();
    if (receipt != null) {
      return receipt
          .order()
          .caller()
          .limits()
          .completions()
          .mostCost()
          .map(Budget::reset)
          .orElse(null);
    }
    try (ResultSet row = reset.text(move.row().keyId()).query()) {
      String name = row.next() ? row.getString(1) : null;
      return name == null ? null : Reset.valueOf(name);
    }
  }
}
