package dev.tollgate.idempotency;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A request that waits for its turn, or had it. Times are on the registry's nanosecond clock.
 *
 * @param lateFrom from then on it does not begin any more to do the work itself
 * @param deadline when it gives up
 */
record Waiter(ClaimOrder order, long lateFrom, long deadline, CompletableFuture<Turn> turn) {

  /** A request that has come now. */
  static Waiter from(ClaimOrder order, long now, Duration patience) {
    long nanos = patience.toNanos();
    return new Waiter(order, now + nanos / 2, now + nanos, new CompletableFuture<>());
  }

  /** The same request, about to wait again. */
  Waiter again() {
    return new Waiter(order, lateFrom, deadline, new CompletableFuture<>());
  }

  boolean isLate(long now) {
    return now - lateFrom >= 0;
  }
}
