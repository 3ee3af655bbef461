package dev.tollgate.samples.benchmark.failover;

import dev.tollgate.samples.benchmark.failover.DeathWatch.Probes;
import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What came of a run.
 *
 * @param callers how many asked
 * @param times nanoseconds up to the end of each whole answer, from when its caller was due
 * @param failures what the others got, and how many
 * @param rows by the ids of upstreams
 * @param balanced whether the gateway's books balance
 */
record FailoverFigures(
    long callers,
    Histogram times,
    Map<String, Long> failures,
    Map<String, Row> rows,
    Probes probes,
    boolean balanced) {

  /** The share of callers who must get a whole answer. */
  static final double WANTED = 0.999;

  /** An upstream is out for half a minute first, less a jitter of a tenth. */
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(27);

  /**
   * One upstream.
   *
   * @param calls which reached it, as it counts them itself
   */
  record Row(long calls, UpstreamFigures figures) {}

  /** How many callers got a whole answer, from 0 to 1. */
  double whole() {
    return callers == 0 ? 0 : (double) times.getTotalCount() / callers;
  }

  /** How many probes the dead upstream may have had. */
  long probesAllowed() {
    return probes.out().dividedBy(BETWEEN_PROBES);
  }

  /** Whether the run shows what it should. */
  boolean isSound() {
    return balanced && whole() >= WANTED && probes.wasOut() && probes.probes() <= probesAllowed();
  }
}
