package dev.tollgate.config;

import java.time.Duration;

/** What the config's numbers may be; the reader asks first, the records make sure. */
final class Ranges {

  /** Longer waits are somebody's mistake, and they would not fit a long of nanoseconds for ever. */
  static final Duration LONGEST = Duration.ofDays(366);

  static final Duration SHORTEST = Duration.ofMillis(1);

  static final long LARGEST_BYTES = 1L << 30;

  static final long MOST_REQUESTS = 1_000_000_000;

  static final long MOST_CONCURRENT = 100_000;

  static final long LAST_PORT = 65_535;

  private Ranges() {}

  static boolean allows(Duration duration) {
    return duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0;
  }

  static void check(Duration duration, String what) {
    if (!allows(duration)) {
      throw new IllegalArgumentException(what + " must be between 1ms and 8784h: " + duration);
    }
  }

  static void check(long value, long least, long most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " must be between " + least + " and " + most + ": " + value);
    }
  }

  static void checkNotEmpty(String value, String what) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
  }
}
