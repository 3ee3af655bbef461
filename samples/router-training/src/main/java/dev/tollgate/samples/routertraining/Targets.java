package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Weights;
import java.util.List;

/**
 * What is to be said of each row.
 *
 * @param values by output and row
 * @param weights by output and row; 0 where nothing is known
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: columns of numbers.
record Targets(double[][] values, double[][] weights) {

  /** A character is this part of a token. */
  static final double TOKENS_PER_CHAR = 0.25;

  /** Two models make a noisier gap than the means of thirds do, but it is the gap that is asked. */
  private static final double PAIR_WEIGHT = 2;

  /** The targets of the common parts, source by source. */
  static Targets common(List<Sourced> sources) {
    int rows = sources.stream().mapToInt(sourced -> sourced.rows().size()).sum();
    double[][] values = new double[Weights.COMMON_OUTPUTS][rows];
    double[][] weights = new double[Weights.COMMON_OUTPUTS][rows];
    int at = 0;
    for (Sourced sourced : sources) {
      double meanLength = meanLogTokens(sourced.rows());
      for (Outcome row : sourced.rows()) {
        values[0][at] = sourced.field().ease(row) - sourced.offset();
        weights[0][at] = 1;
        values[1][at] = sourced.field().gap(row);
        weights[1][at] = sourced.source() == Source.PAIR ? PAIR_WEIGHT : 1;
        if (!row.outChars().isEmpty()) {
          values[2][at] = logTokens(row) - meanLength;
          weights[2][at] = 1;
        }
        at++;
      }
    }
    return new Targets(values, weights);
  }

  private static double meanLogTokens(List<Outcome> rows) {
    return rows.stream()
        .filter(row -> !row.outChars().isEmpty())
        .mapToDouble(Targets::logTokens)
        .average()
        .orElse(0);
  }

  /** The mean over the models of the logarithm of the answer's tokens. */
  static double logTokens(Outcome row) {
    return row.outChars().values().stream().mapToDouble(Targets::logTokens).average().orElse(0);
  }

  static double logTokens(double chars) {
    return Math.log(Math.max(1, chars * TOKENS_PER_CHAR));
  }
}
