package dev.tollgate.config;

import java.time.Duration;

/**
 * Answers kept for retries.
 *
 * @param retention how long an answer is kept
 */
public record IdempotencyConfig(Duration retention) {

  /** A day. */
  public static final IdempotencyConfig DEFAULTS = new IdempotencyConfig(Duration.ofHours(24));

  public IdempotencyConfig {
    Ranges.check(retention, "idempotency.retention");
  }
}
