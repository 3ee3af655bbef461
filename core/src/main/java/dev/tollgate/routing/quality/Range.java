package dev.tollgate.routing.quality;

/** Keeps what was summed up within what it can mean. */
final class Range {

  private static final float LEAST = 0.01f;
  private static final float MOST = 0.99f;
  private static final float MOST_LOG_TOKENS = (float) Math.log(8192);

  private Range() {}

  /**
   * Brings qualities between 0 and 1, all by the same step as far as that will do: what counts is
   * how far they are apart, and a limit for each would bring the good ones together.
   */
  static void bound(float[] qualities) {
    float most = Float.NEGATIVE_INFINITY;
    float least = Float.POSITIVE_INFINITY;
    for (float quality : qualities) {
      most = Math.max(most, quality);
      least = Math.min(least, quality);
    }
    float step = Math.min(0, MOST - most) + Math.max(0, LEAST - least);
    for (int i = 0; i < qualities.length; i++) {
      qualities[i] = Math.max(LEAST, Math.min(MOST, qualities[i] + step));
    }
  }

  /** From a logarithm, at least 1. */
  static float tokens(float log) {
    return (float) Math.exp(Math.max(0, Math.min(log, MOST_LOG_TOKENS)));
  }
}
