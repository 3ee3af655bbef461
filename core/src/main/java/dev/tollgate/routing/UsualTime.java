package dev.tollgate.routing;

/**
 * How long something usually takes: the newest count most. While nothing is measured it fades, so
 * that what was slow once is tried again.
 *
 * <p>Guarded by its upstream's lock.
 */
final class UsualTime {

  /** The share of a new measurement. */
  private static final double NEWEST = 0.125;

  private static final double HALF_LIFE_NANOS = 10e9;

  private double usual;
  private long measuredAt;

  void add(long nanos, long now) {
    // 0 stands for unknown, and nothing takes no time.
    double time = Math.max(1, nanos);
    usual = usual == 0 ? time : usual + NEWEST * (time - usual);
    measuredAt = now;
  }

  /** In nanoseconds; 0 when nothing was measured yet. */
  double at(long now) {
    return usual == 0
        ? 0
        : Math.max(1, usual * Math.pow(0.5, (now - measuredAt) / HALF_LIFE_NANOS));
  }
}
