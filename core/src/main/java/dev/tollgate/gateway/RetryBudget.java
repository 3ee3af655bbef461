package dev.tollgate.gateway;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * How many calls may ask the same upstream again at one time: a fifth of those under way, so that
 * one that fails is not also asked twice as often. A switch to another upstream takes nothing:
 * three attempts bound it, and its target may be well. Thread-safe.
 */
final class RetryBudget {

  private static final int SHARE = 5;
  private static final int LEAST = 3;

  private final IntSupplier underWay;
  private final AtomicInteger taken = new AtomicInteger();

  RetryBudget(IntSupplier underWay) {
    this.underWay = underWay;
  }

  /** False when no more calls may try again now. */
  boolean take() {
    int most = Math.max(LEAST, underWay.getAsInt() / SHARE);
    return taken.getAndUpdate(now -> now < most ? now + 1 : now) < most;
  }

  void giveBack() {
    taken.decrementAndGet();
  }
}
