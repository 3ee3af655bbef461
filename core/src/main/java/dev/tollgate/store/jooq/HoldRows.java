package dev.tollgate.store.jooq;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.pricing.Price;
import java.sql.SQLException;

/**
 * Writes new rows of holds down, many at once.
 *
 * <p>For the writer's thread alone.
 */
final class HoldRows {

  private final long epoch;
  private final Script insert;
  private final Columns rows;

  /**
   * Makes one.
   *
   * @param insert writes them, behind whatever it writes already
   */
  HoldRows(Script insert, HotSql sql, long epoch) {
    this.epoch = epoch;
    this.insert = insert;
    rows = insert.add(sql.insertHold());
  }

  /** Adds the hold of that order; to be flushed. */
  void add(HoldOrder order, long amount, HoldState state) {
    Price price = order.subject().price();
    rows.text(order.id().value())
        .text(order.caller().account().value())
        .text(order.caller().keyId())
        .text(order.subject().requestId())
        .text(order.subject().model())
        .text(order.subject().callName())
        .number(price.input().nanos())
        .number(price.cachedInput().nanos())
        .number(price.output().nanos())
        .number(amount)
        .text(state.name())
        .number(epoch)
        .time(order.created())
        .time(order.expiresAt())
        .add();
  }

  void flush() throws SQLException {
    insert.run();
  }

  void forget() {
    insert.forget();
  }
}
