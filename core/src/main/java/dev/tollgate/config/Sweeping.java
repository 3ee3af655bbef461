package dev.tollgate.config;

import dev.tollgate.store.jooq.Database;
import dev.tollgate.store.jooq.Swept;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps the database for as long as its timer runs: now and then, and while there is more to do
 * step by step, with a pause in which the requests' commands go first.
 */
final class Sweeping implements AutoCloseable {

  private static final long REST_MILLIS = 30_000;

  /** Five thousand rows a second: more than are written. */
  private static final long PAUSE_MILLIS = 50;

  private final Database database;
  private final int usageDays;
  private final ScheduledExecutorService timer;
  private volatile @Nullable ScheduledFuture<?> next;
  private volatile boolean closed;

  Sweeping(Database database, int usageDays, ScheduledExecutorService timer) {
    this.database = database;
    this.usageDays = usageDays;
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

  /** Begins no more steps. */
  @Override
  public void close() {
    closed = true;
    ScheduledFuture<?> due = next;
    if (due != null) {
      due.cancel(false);
    }
  }

  private void step() {
    database.sweep(usageDays).whenComplete((swept, failure) -> next(pause(swept)));
  }

  /** Null where the step failed. */
  private static long pause(@Nullable Swept swept) {
    return swept != null && swept.isFull() ? PAUSE_MILLIS : REST_MILLIS;
  }
}
