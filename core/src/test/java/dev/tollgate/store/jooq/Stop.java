package dev.tollgate.store.jooq;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Holds up, for good, the thread that reaches a point for the n-th time. Thread-safe. */
final class Stop {

  private final @Nullable KillPoint point;
  private final AtomicInteger timesLeft;
  private final Runnable reached;
  private final CountDownLatch never = new CountDownLatch(1);

  /**
   * Makes one.
   *
   * @param point null to hold up nothing
   * @param reached says so, before the thread stops
   */
  Stop(@Nullable KillPoint point, int times, Runnable reached) {
    this.point = point;
    this.timesLeft = new AtomicInteger(times);
    this.reached = reached;
  }

  /** The thread is there; returns unless that is where it has to stop. */
  void at(KillPoint here) {
    if (here == point && timesLeft.decrementAndGet() == 0) {
      reached.run();
      try {
        never.await();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }
}
