package dev.tollgate.config;

import java.time.Duration;

/**
 * Answers kept for retries.
 *
 * @param retention how long an answer is kept
 * @param waiters how many requests may wait for the first one with their key, on each node
 */
public record IdempotencyConfig(Duration retention, long waiters, Streams streams) {

  /**
   * Streams kept for retries.
   *
   * @param on false where a stream takes no key
   * @param grace how long a stream goes on that nobody reads
   * @param size bytes of the longest stream that is kept
   * @param memory bytes of all streams under way that are kept, on each node
   */
  public record Streams(boolean on, Duration grace, long size, long memory) {

    /** Off; else 30 seconds, 4 MiB and 128 MiB. */
    public static final Streams DEFAULTS =
        new Streams(false, Duration.ofSeconds(30), 4L << 20, 128L << 20);

    public Streams {
      Ranges.check(grace, "idempotency.stream-grace");
      Ranges.check(size, 1, Ranges.LARGEST_BYTES, "idempotency.stream-size");
      Ranges.check(memory, 1, Ranges.LARGEST_BYTES, "idempotency.stream-memory");
    }
  }

  /** A day, and 256. */
  public static final IdempotencyConfig DEFAULTS =
      new IdempotencyConfig(Duration.ofHours(24), 256, Streams.DEFAULTS);

  public IdempotencyConfig {
    Ranges.check(retention, "idempotency.retention");
    Ranges.check(waiters, 0, Ranges.MOST_CONCURRENT, "idempotency.waiters");
  }
}
