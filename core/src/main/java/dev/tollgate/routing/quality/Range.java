package dev.tollgate.routing.quality;

/** Keeps what was summed up within what it can mean. */
final class Range {

  private static final float BEND = 0.1f;
  private static final float MOST_LOG_TOKENS = (float) Math.log(8192);

  private Range() {}

  /**
   * Between 0 and 1, and still rising where the sum has left that range, so that of two sums the
   * larger one stays the larger.
   */
  static float quality(float sum) {
    if (sum > 1 - BEND) {
      return 1 - BEND * (float) Math.exp((1 - BEND - sum) / BEND);
    }
    if (sum < BEND) {
      return BEND * (float) Math.exp((sum - BEND) / BEND);
    }
    return sum;
  }

  /** From a logarithm, at least 1. */
  static float tokens(float log) {
    return (float) Math.exp(Math.max(0, Math.min(log, MOST_LOG_TOKENS)));
  }
}
