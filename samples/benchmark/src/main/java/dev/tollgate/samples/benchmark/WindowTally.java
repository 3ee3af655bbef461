package dev.tollgate.samples.benchmark;

import dev.tollgate.limits.Admission;
import dev.tollgate.limits.RateWindow;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** What several nodes answered, by the window that each answer was about. Thread-safe. */
final class WindowTally {

  private final int nodes;
  private final SortedMap<Long, Counts> windows = new TreeMap<>();

  WindowTally(int nodes) {
    this.nodes = nodes;
  }

  /** What happened in one window. */
  static final class Counts {

    private long asked;
    private long admitted;
    private long rises;
    private final long[] remaining;

    private Counts(int nodes, long limit) {
      remaining = new long[nodes];
      Arrays.fill(remaining, limit);
    }

    long asked() {
      return asked;
    }

    long admitted() {
      return admitted;
    }

    /** How often a node said that more remained than it had said before. */
    long rises() {
      return rises;
    }
  }

  /** That node's next answer. */
  synchronized void add(int node, Admission answer) {
    RateWindow minute = answer.minute();
    Counts counts =
        windows.computeIfAbsent(
            minute.resetEpochSecond(), window -> new Counts(nodes, minute.limit()));
    counts.asked++;
    if (answer instanceof Admission.Granted) {
      counts.admitted++;
    }
    if (minute.remaining() > counts.remaining[node]) {
      counts.rises++;
    }
    counts.remaining[node] = minute.remaining();
  }

  /** All of it, by the Unix second that each window ends at. */
  synchronized SortedMap<Long, Counts> windows() {
    return new TreeMap<>(windows);
  }
}
