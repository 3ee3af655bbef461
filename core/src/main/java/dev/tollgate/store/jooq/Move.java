package dev.tollgate.store.jooq;

import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hold's step to its end.
 *
 * @param row the hold as it is before
 * @param order what to charge; null for a release
 */
record Move(HoldRow row, @Nullable SettlementOrder order, Instant time) {

  HoldState target() {
    return order == null ? HoldState.RELEASED : HoldState.SETTLED;
  }

  /** What it gives back of the account's reserve: an expired hold has done so already. */
  long unreserved() {
    return row.state() == HoldState.HELD ? row.amount() : 0;
  }

  long cost() {
    return order == null ? 0 : order.cost().nanos();
  }

  long loss() {
    return order == null ? 0 : order.loss().nanos();
  }

  Usage usage() {
    return order == null ? Usage.NONE : order.usage();
  }
}
