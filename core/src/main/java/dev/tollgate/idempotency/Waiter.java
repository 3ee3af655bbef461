package dev.tollgate.idempotency;

import java.util.concurrent.CompletableFuture;

/**
 * A request that waits for its turn, or had it.
 *
 * @param deadline on the registry's nanosecond clock
 */
record Waiter(ClaimOrder order, long deadline, CompletableFuture<Turn> turn) {

  Waiter(ClaimOrder order, long deadline) {
    this(order, deadline, new CompletableFuture<>());
  }

  /** The same request, about to wait again. */
  Waiter again() {
    return new Waiter(order, deadline);
  }
}
