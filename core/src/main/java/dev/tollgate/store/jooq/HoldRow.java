package dev.tollgate.store.jooq;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldReceipt;

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
