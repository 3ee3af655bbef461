package dev.tollgate.idempotency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A key that is at work, and all of this process who wait for it. Under the registry's lock. */
final class Flight {

  /** In the order they came. */
  final Deque<Waiter> waiters = new ArrayDeque<>();

  /** Who works, here or elsewhere. */
  ClaimOrder order;

  /** Null while the work is done elsewhere. */
  @Nullable Lead lead;

  /** True once the store has the key for that work. */
  boolean claimed;

  /** What the lead answers with, where others may have it too while it runs. */
  @Nullable KeptStream stream;

  /** Gives up a lead that never tells its end. */
  @Nullable Future<?> lease;

  Flight(ClaimOrder order) {
    this.order = order;
  }

  boolean isSameBody(ClaimOrder other) {
    return order.fingerprint().equals(other.fingerprint());
  }

  /** The lead has told its end. */
  void endLead() {
    lead = null;
    claimed = false;
    stream = null;
    if (lease != null) {
      lease.cancel(false);
    }
  }
}
