package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Features;
import dev.tollgate.routing.quality.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits the parts that all profiles share.
 *
 * @param parts as stored
 * @param said by output and row, what they say of the rows they were fitted to
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: columns of numbers.
record Common(Weights.Parts parts, double[][] said) {

  private static final int PASSES = 25;

  static Common fit(List<Features> rows, Scale scale, Targets targets, Recipe recipe) {
    int outputs = Weights.COMMON_OUTPUTS;
    Design design = Design.of(rows, scale.standard(), recipe.wordWeight());
    double[][] fits = new double[outputs][];
    double[][] said = new double[outputs][];
    List<Tree> forest = new ArrayList<>();
    for (int output = 0; output < outputs; output++) {
      Recipe.Mix mix = recipe.common().get(output);
      fits[output] = linear(design, targets, output, recipe);
      said[output] = design.times(fits[output]);
      for (Tree tree : trees(scale.bins(), targets, output, mix)) {
        tree.times(mix.forestShare());
        for (int row = 0; row < rows.size(); row++) {
          said[output][row] += tree.leaves()[tree.leaf(scale.bins(), row)][0];
        }
        forest.add(tree.widened(output, outputs));
      }
    }
    return new Common(
        new Weights.Parts(
            Quantised.linear(fits, recipe.wordWeight()), Quantised.forest(forest, outputs)),
        said);
  }

  /** What was said of part of the rows, by output and row. */
  double[][] rows(int from, int to) {
    double[][] part = new double[said.length][];
    for (int output = 0; output < said.length; output++) {
      part[output] = Arrays.copyOfRange(said[output], from, to);
    }
    return part;
  }

  private static double[] linear(Design design, Targets targets, int output, Recipe recipe) {
    double share = recipe.common().get(output).linearShare();
    if (share == 0) {
      return new double[design.columns()];
    }
    double[] fit =
        new Ridge(design, targets.weights()[output], recipe.penalty())
            .fit(targets.values()[output], PASSES);
    return Arrays.stream(fit).map(weight -> share * weight).toArray();
  }

  private static List<Tree> trees(Bins bins, Targets targets, int output, Recipe.Mix mix) {
    double[][] values = {targets.values()[output]};
    double[][] weights = {targets.weights()[output]};
    int[] known =
        IntStream.range(0, weights[0].length).filter(row -> weights[0][row] > 0).toArray();
    return new Boosting(bins, known, values, weights, Recipe.boosting(mix), new int[] {0}).fit();
  }
}
