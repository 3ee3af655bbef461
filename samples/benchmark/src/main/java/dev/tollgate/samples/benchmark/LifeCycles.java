package dev.tollgate.samples.benchmark;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.SettlementOrder;
import java.util.concurrent.CompletionStage;

/** What is measured: holds money, and later settles it on disk. Thread-safe. */
interface LifeCycles {

  CompletionStage<?> hold(HoldOrder order);

  CompletionStage<?> settle(SettlementOrder order);

  private static void requireWhole(HoldOrder order, HoldOutcome outcome) {
    if (!outcome.equals(new HoldOutcome.Held(order.amount()))) {
      throw new IllegalStateException("the benchmark's account has run dry: " + outcome);
    }
  }

  /** Those of the ledger; a hold that is not granted whole fails. */
  static LifeCycles of(BillingStore billing) {
    return new LifeCycles() {
      @Override
      public CompletionStage<?> hold(HoldOrder order) {
        return billing.hold(order).thenAccept(outcome -> requireWhole(order, outcome));
      }

      @Override
      public CompletionStage<?> settle(SettlementOrder order) {
        return billing.settle(order);
      }
    };
  }
}
