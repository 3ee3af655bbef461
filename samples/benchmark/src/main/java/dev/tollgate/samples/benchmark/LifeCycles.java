package dev.tollgate.samples.benchmark;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.SettlementOrder;
import java.util.concurrent.CompletionStage;

/** What is measured: holds money, and later settles it on disk. Thread-safe. */
interface LifeCycles {

  CompletionStage<?> hold(HoldOrder order);

  CompletionStage<?> settle(SettlementOrder order);

  /** Those of the ledger. */
  static LifeCycles of(BillingStore billing) {
    return new LifeCycles() {
      @Override
      public CompletionStage<?> hold(HoldOrder order) {
        return billing.hold(order);
      }

      @Override
      public CompletionStage<?> settle(SettlementOrder order) {
        return billing.settle(order);
      }
    };
  }
}
