package dev.tollgate.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer whose time passes when a test says so, on the test's thread. */
public final class ManualTimer extends ScheduledThreadPoolExecutor {

  private final List<Duration> delays = new ArrayList<>();
  private final List<RunnableScheduledFuture<?>> tasks = new ArrayList<>();

  /** A timer with no tasks. */
  public ManualTimer() {
    super(1);
    setRemoveOnCancelPolicy(true);
  }

  @Override
  public synchronized ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    ScheduledFuture<?> future = super.schedule(task, 1, TimeUnit.DAYS);
    delays.add(Duration.of(delay, unit.toChronoUnit()));
    tasks.add((RunnableScheduledFuture<?>) future);
    return future;
  }

  /** The delays of all tasks ever asked for: a call's deadline first. */
  public synchronized List<Duration> delays() {
    return List.copyOf(delays);
  }

  /** Runs the task that was asked for at that place, unless it was cancelled. */
  public void fire(int index) {
    RunnableScheduledFuture<?> task;
    synchronized (this) {
      task = tasks.get(index);
    }
    task.run();
  }
}
