package dev.tollgate.config;

import dev.tollgate.keys.CompletionLimits;

/**
 * How many requests an account may send, and what is asked of keys without limits of their own.
 *
 * @param requestsPerMinute at least 1
 * @param requestsPerDay at least 1
 * @param completions of a key that has none of that kind itself
 */
public record LimitsConfig(
    long requestsPerMinute, long requestsPerDay, CompletionLimits completions) {

  /** Limits of the number of an account's requests alone. */
  public LimitsConfig(long requestsPerMinute, long requestsPerDay) {
    this(requestsPerMinute, requestsPerDay, CompletionLimits.NONE);
  }

  /** 60 a minute, 10000 a day. */
  public static final LimitsConfig DEFAULTS = new LimitsConfig(60, 10_000);

  public LimitsConfig {
    Ranges.check(requestsPerMinute, 1, Ranges.MOST_REQUESTS, "limits.requests-per-minute");
    Ranges.check(requestsPerDay, 1, Ranges.MOST_REQUESTS, "limits.requests-per-day");
  }
}
