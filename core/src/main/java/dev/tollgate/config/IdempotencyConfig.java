package dev.tollgate.config;

import java.time.Duration;

/**
 * Answers kept for retries.
 *
 * @param retention how long an answer is kept
 * @param waiters how many requests may wait for the first one with their key, on each node
 */
public record IdempotencyConfig(Duration retention, long waiters) {

  /** A day, and 256. */
  public static final IdempotencyConfig DEFAULTS = new IdempotencyConfig(Duration.ofHours(24), 256);

  public IdempotencyConfig {
    Ranges.check(retention, "idempotency.retention");
    Ranges.check(waiters, 0, Ranges.MOST_CONCURRENT, "idempotency.waiters");
  }
}
