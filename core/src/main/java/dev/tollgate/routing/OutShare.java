package dev.tollgate.routing;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many of the upstreams may be out because they fail: half of them, so that what fails for all,
 * such as our own network, takes out no more. Thread-safe.
 */
final class OutShare {

  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  OutShare(int upstreams) {
    this.most = upstreams / 2;
  }

  /** False when as many are out as may be. */
  boolean take() {
    return taken.getAndUpdate(out -> Math.min(out + 1, most)) < most;
  }

  void giveBack() {
    taken.decrementAndGet();
  }
}
