package dev.tollgate.routing;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last durations of something.
 *
 * <p>Guarded by its upstream's lock.
 */
final class RecentTimes {

  private static final int KEPT = 128;

  private final long[] nanos = new long[KEPT];
  private int added;

  void add(long duration) {
    nanos[added % KEPT] = duration;
    // Beyond the first round only the place in it matters.
    added = added + 1 == 2 * KEPT ? KEPT : added + 1;
  }

  /** Their median and 95th percentile; empty when there are none. */
  Optional<UpstreamReport.Times> times() {
    int count = Math.min(added, KEPT);
    if (count == 0) {
      return Optional.empty();
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Optional.of(
        new UpstreamReport.Times(
            Duration.ofNanos(sorted[(count - 1) / 2]),
            Duration.ofNanos(sorted[(count * 95 - 1) / 100])));
  }
}
