package dev.tollgate.config;

/**
 * How many requests an account may send.
 *
 * @param requestsPerMinute at least 1
 * @param requestsPerDay at least 1
 */
public record LimitsConfig(long requestsPerMinute, long requestsPerDay) {

  /** 60 a minute, 10000 a day. */
  public static final LimitsConfig DEFAULTS = new LimitsConfig(60, 10_000);

  public LimitsConfig {
    Ranges.check(requestsPerMinute, 1, Ranges.MOST_REQUESTS, "limits.requests-per-minute");
    Ranges.check(requestsPerDay, 1, Ranges.MOST_REQUESTS, "limits.requests-per-day");
  }
}
