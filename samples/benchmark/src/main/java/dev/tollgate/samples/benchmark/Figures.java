package dev.tollgate.samples.benchmark;

import org.HdrHistogram.Histogram;

/**
 * What a run measured.
 *
 * @param perSecond whole life cycles: held and settled
 * @param reserve nanoseconds from the order of a hold to its answer
 * @param cycle nanoseconds from the order of a hold to the answer of its settlement, without the
 *     time between the two
 * @param failures life cycles that were refused or failed
 */
record Figures(double perSecond, Histogram reserve, Histogram cycle, long failures) {

  /** A percentile of a histogram, in milliseconds. */
  static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / 1e6;
  }
}
