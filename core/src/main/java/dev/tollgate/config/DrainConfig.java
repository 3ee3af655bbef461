package dev.tollgate.config;

import java.time.Duration;

/**
 * How much is read of an answer whose caller left, at a provider that bills it to its end.
 *
 * @param timeout in all, from the caller's leaving on
 * @param mostBytes of the answer, from then on; at least 1
 */
public record DrainConfig(Duration timeout, long mostBytes) {

  static final DrainConfig DEFAULTS = new DrainConfig(Duration.ofSeconds(60), 1 << 20);

  public DrainConfig {
    Ranges.check(timeout, "drain-timeout");
    Ranges.check(mostBytes, 1, Ranges.LARGEST_BYTES, "drain-limit");
  }
}
