package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Gate;
import java.util.List;
import java.util.stream.IntStream;

/** Fits what is each model's own, beyond what all share, to the rows of the source it is from. */
final class Own {

  private static final double EVIDENCE = 100;

  private final List<Outcome> rows;
  private final List<String> models;
  private final Bins bins;

  /**
   * Prepares the fits.
   *
   * @param rows of one source
   * @param models of that source, in the profiles' order
   */
  Own(List<Outcome> rows, List<String> models) {
    this.rows = rows;
    this.models = models;
    this.bins = Bins.of(rows.stream().map(row -> row.features().shape()).toList());
  }

  /** For each gate, how far answers of this source are evidence. */
  float[] covered() {
    float[] counts = new float[Gate.COUNT];
    rows.forEach(row -> counts[row.features().gate().position()]++);
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (float) (counts[i] / (counts[i] + EVIDENCE));
    }
    return counts;
  }

  /** What those trees say, by model and row. */
  double[][] said(List<Tree> trees) {
    double[][] said = new double[models.size()][rows.size()];
    for (Tree tree : trees) {
      for (int row = 0; row < rows.size(); row++) {
        float[] leaf = tree.leaves()[tree.leaf(bins, row)];
        for (int model = 0; model < leaf.length; model++) {
          said[model][row] += leaf[model];
        }
      }
    }
    return said;
  }

  /**
   * Fits trees to those targets, by model and row.
   *
   * @param deciding the models whose targets the trees' questions are chosen for
   */
  List<Tree> trees(double[][] left, double[][] weights, Boosting.Plan plan, List<String> deciding) {
    int[] all = IntStream.range(0, rows.size()).toArray();
    int[] outputs = deciding.stream().mapToInt(models::indexOf).toArray();
    return new Boosting(bins, all, left, weights, plan, outputs).fit();
  }
}
