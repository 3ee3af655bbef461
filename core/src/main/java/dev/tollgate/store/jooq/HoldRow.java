package dev.tollgate.store.jooq;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldReceipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** What ending a hold needs to know of it. */
record HoldRow(
    String id,
    String account,
    String keyId,
    String requestId,
    String model,
    String callName,
    long amount,
    HoldState state) {

  /** By their ids, what {@link HotSql#holds} gives. */
  static Map<String, HoldRow> all(ResultSet row) throws SQLException {
    Map<String, HoldRow> rows = new HashMap<>();
    while (row.next()) {
      rows.put(
          row.getString(1),
          new HoldRow(
              row.getString(1),
              row.getString(2),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.getLong(7),
              HoldState.valueOf(row.getString(8))));
    }
    return rows;
  }

  /** The hold of that receipt, in a state of which nothing is reserved. */
  static HoldRow expired(HoldReceipt receipt) {
    HoldOrder order = receipt.order();
    return new HoldRow(
        order.id().value(),
        order.caller().account().value(),
        order.caller().keyId(),
        order.subject().requestId(),
        order.subject().model(),
        order.subject().callName(),
        receipt.amount().nanos(),
        HoldState.EXPIRED);
  }
}
