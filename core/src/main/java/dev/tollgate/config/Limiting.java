package dev.tollgate.config;

import dev.tollgate.limits.LocalRateLimiter;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.limits.SharedRateLimiter;
import dev.tollgate.store.jooq.Database;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Who counts requests: the database where several processes share it, else the memory of this one,
 * which it saves.
 */
record Limiting(RateLimiter limiter, Runnable closing) implements AutoCloseable {

  static Limiting start(
      LimitsConfig limits, Database database, InstantSource clock, ScheduledExecutorService timer) {
    RateLimit perAccount = new RateLimit(limits.requestsPerMinute(), limits.requestsPerDay());
    return database
        .sharedWindows()
        .map(windows -> new Limiting(new SharedRateLimiter(perAccount, windows), () -> {}))
        .orElseGet(
            () -> {
              LocalRateLimiter limiter =
                  new LocalRateLimiter(perAccount, clock, database.windows());
              WindowSaving saving = new WindowSaving(limiter, timer);
              saving.start();
              return new Limiting(limiter, saving::close);
            });
  }

  @Override
  public void close() {
    closing.run();
  }
}
