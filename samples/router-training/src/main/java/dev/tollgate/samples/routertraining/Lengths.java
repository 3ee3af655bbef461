package dev.tollgate.samples.routertraining;

import java.util.List;

/**
 * How long the models' answers are, as logarithms of tokens.
 *
 * @param known whether anybody counted
 * @param means by model; 0 where nobody counted
 * @param left by model and row, what is beyond the mean and the row's common length
 * @param weights by model and row; 0 where nobody counted
 * @param common by row, what is said of all models' answers
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: columns of numbers.
record Lengths(
    boolean known, double[] means, double[][] left, double[][] weights, double[] common) {

  static Lengths of(List<Outcome> rows, List<String> models, double[] common) {
    double[] means = new double[models.size()];
    double[][] left = new double[models.size()][rows.size()];
    double[][] weights = new double[models.size()][rows.size()];
    boolean known = false;
    for (int i = 0; i < means.length; i++) {
      int count = 0;
      for (int row = 0; row < rows.size(); row++) {
        Double chars = rows.get(row).outChars().get(models.get(i));
        if (chars != null) {
          weights[i][row] = 1;
          left[i][row] = Targets.logTokens(chars) - common[row];
          means[i] += left[i][row];
          count++;
        }
      }
      known |= count > 0;
      means[i] = count == 0 ? 0 : means[i] / count;
      for (int row = 0; row < rows.size(); row++) {
        left[i][row] -= weights[i][row] * means[i];
      }
    }
    return new Lengths(known, means, left, weights, common);
  }

  /**
   * What to add to a model's logarithm so that the tokens it stands for have the right mean: a few
   * long answers cost more than a logarithm's mean tells.
   *
   * @param said what is said of what is left, by model and row
   */
  double correction(int model, double[][] said) {
    double real = 0;
    double expected = 0;
    for (int row = 0; row < left[model].length; row++) {
      real += weights[model][row] * Math.exp(common[row] + left[model][row]);
      expected += weights[model][row] * Math.exp(common[row] + said[model][row]);
    }
    return expected == 0 ? 0 : Math.log(real / expected);
  }
}
