package dev.tollgate.samples.benchmark;

import java.util.concurrent.CompletionStage;

/** A source of requests to be measured: each sets money aside, and settles later. Thread-safe. */
@FunctionalInterface
interface Work {

  /** The next request, admitted and with its money set aside. */
  CompletionStage<Held> hold();

  /** The work is done. */
  @FunctionalInterface
  interface Held {

    /** Charges for it, on disk. */
    CompletionStage<?> settle();
  }

  /** Those requests, on that ledger. */
  static Work of(LifeCycles ledger, Requests requests) {
    return () -> {
      var order = requests.hold();
      return ledger.hold(order).thenApply(held -> () -> ledger.settle(requests.settlement(order)));
    };
  }
}
