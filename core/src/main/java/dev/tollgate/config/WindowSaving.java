package dev.tollgate.config;

import dev.tollgate.limits.LocalRateLimiter;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Has the counts of a limiter saved for as long as its timer runs: each second, and while there is
 * more to save step by step, with a pause in which the requests' commands go first.
 */
final class WindowSaving implements AutoCloseable {

  private static final long REST_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 20;

  private final LocalRateLimiter limiter;
  private final ScheduledExecutorService timer;
  private volatile @Nullable ScheduledFuture<?> next;
  private volatile boolean closed;

  WindowSaving(LocalRateLimiter limiter, ScheduledExecutorService timer) {
    this.limiter = limiter;
    this.timer = timer;
  }

  void start() {
    next(REST_MILLIS);
  }

  private void next(long millis) {
    if (!closed) {
      next = timer.schedule(this::step, millis, TimeUnit.MILLISECONDS);
    }
  }

  private void step() {
    limiter.save().thenAccept(more -> next(more ? PAUSE_MILLIS : REST_MILLIS));
  }

  /** Hands over what is not saved yet; to be called before the database closes, which writes it. */
  @Override
  public void close() {
    closed = true;
    ScheduledFuture<?> due = next;
    if (due != null) {
      due.cancel(false);
    }
    limiter.saveAll();
  }
}
