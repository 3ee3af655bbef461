package dev.tollgate.routing;

import java.util.Arrays;

/**
 * How often something happened in each second of the last minutes.
 *
 * <p>Guarded by its upstream's lock.
 */
final class CountBySecond {

  /** How far back it remembers. */
  static final int KEPT_SECONDS = 300;

  private final int[] counts = new int[KEPT_SECONDS];
  private final long[] seconds = new long[KEPT_SECONDS];

  CountBySecond() {
    Arrays.fill(seconds, Long.MIN_VALUE);
  }

  void add(long second) {
    int place = (int) Math.floorMod(second, (long) KEPT_SECONDS);
    if (seconds[place] != second) {
      seconds[place] = second;
      counts[place] = 0;
    }
    counts[place]++;
  }

  /** How often within the last seconds, this one included. */
  long within(int last, long now) {
    long sum = 0;
    for (long second = now - last + 1; second <= now; second++) {
      int place = (int) Math.floorMod(second, (long) KEPT_SECONDS);
      if (seconds[place] == second) {
        sum += counts[place];
      }
    }
    return sum;
  }
}
