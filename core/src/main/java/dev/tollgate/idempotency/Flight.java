package dev.tollgate.idempotency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A key that is at work, and all of this process who wait for it. Under the registry's lock. */
final class Flight {

  private static final int MOST_FAILURES = 2;

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

  /** How often the work failed while others waited for it. */
  private int failures;

  Flight(ClaimOrder order) {
    this.order = order;
  }

  boolean hasSameBody(Waiter other) {
    return order.fingerprint().equals(other.order().fingerprint());
  }

  boolean hasOtherBody(Waiter other) {
    return !hasSameBody(other);
  }

  /** The work has failed; true when one more of those who wait may try it. */
  boolean mayFailAgain() {
    failures++;
    return failures < MOST_FAILURES;
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
