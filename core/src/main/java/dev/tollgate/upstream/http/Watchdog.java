package dev.tollgate.upstream.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Barks when nothing happened for too long. A sign of life only writes a number: the timer looks at
 * it when it fires and then waits for the rest, so that a stream of thousands of chunks costs one
 * timer a minute. Thread-safe.
 */
final class Watchdog {

  private final ScheduledExecutorService timer;
  private final LongSupplier nanoClock;
  private final Runnable bark;

  private final AtomicLong lastSign = new AtomicLong();

  @GuardedBy("this")
  private long patience;

  @GuardedBy("this")
  private long firesAt;

  @GuardedBy("this")
  private @Nullable Future<?> task;

  @GuardedBy("this")
  private boolean asleep;

  @GuardedBy("this")
  private boolean stopped;

  Watchdog(ScheduledExecutorService timer, LongSupplier nanoClock, Runnable bark) {
    this.timer = timer;
    this.nanoClock = nanoClock;
    this.bark = bark;
  }

  /** From now on, silence may last that long. */
  synchronized void allow(Duration silence) {
    sign();
    patience = silence.toNanos();
    if (!stopped && !asleep) {
      ensureTask();
    }
  }

  /** A sign of life. */
  void sign() {
    // Opaque: a fence at each chunk costs more than the chunk's own bookkeeping, and a look that
    // misses the newest sign only waits for the rest again.
    lastSign.setOpaque(nanoClock.getAsLong());
  }

  /** Nothing is expected until {@link #wake}. */
  synchronized void sleep() {
    asleep = true;
  }

  /** Silence counts again, from now on. */
  synchronized void wake() {
    asleep = false;
    sign();
    if (!stopped && patience > 0) {
      ensureTask();
    }
  }

  /** It never barks again. */
  synchronized void stop() {
    stopped = true;
    if (task != null) {
      task.cancel(false);
      task = null;
    }
  }

  @GuardedBy("this")
  private void ensureTask() {
    long deadline = lastSign.getOpaque() + patience;
    if (task != null && firesAt - deadline <= 0) {
      return;
    }
    if (task != null) {
      task.cancel(false);
    }
    schedule(deadline);
  }

  @GuardedBy("this")
  private void schedule(long deadline) {
    firesAt = deadline;
    task =
        timer.schedule(
            this::look, Math.max(0, deadline - nanoClock.getAsLong()), TimeUnit.NANOSECONDS);
  }

  private void look() {
    synchronized (this) {
      task = null;
      if (stopped || asleep) {
        return;
      }
      long deadline = lastSign.getOpaque() + patience;
      if (deadline - nanoClock.getAsLong() > 0) {
        schedule(deadline);
        return;
      }
      stopped = true;
    }
    bark.run();
  }
}
