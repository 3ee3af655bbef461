package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Forest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Gradient boosting of small trees with several outputs: each tree is fitted to what those before
 * it left over, on a share of the rows and of the shapes drawn from a fixed seed.
 */
final class Boosting {

  /**
   * How it is done.
   *
   * @param rate how much of what a tree finds is believed
   * @param asked how many outputs, drawn for each tree, decide about its questions
   * @param held rows with a middling answer that each leaf is thought to have beside its own
   */
  record Plan(
      int trees,
      double rate,
      double held,
      double rowShare,
      double shapeShare,
      int asked,
      long seed) {}

  private final Bins bins;
  private final int[] rows;
  private final double[][] left;
  private final double[][] weights;
  private final Plan plan;
  private final int[] deciding;

  /**
   * Prepares a fit.
   *
   * @param rows to learn from
   * @param targets by output and row
   * @param weights by output and row; 0 where there is no target
   * @param deciding the outputs that questions are drawn for; all of them are answered
   */
  Boosting(
      Bins bins, int[] rows, double[][] targets, double[][] weights, Plan plan, int[] deciding) {
    this.bins = bins;
    this.rows = rows;
    this.left = new double[targets.length][];
    for (int i = 0; i < targets.length; i++) {
      left[i] = targets[i].clone();
    }
    this.weights = weights;
    this.plan = plan;
    this.deciding = deciding.clone();
  }

  List<Tree> fit() {
    SplittableRandom random = new SplittableRandom(plan.seed());
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < plan.trees(); i++) {
      Tree tree = Tree.empty(left.length);
      int[] drawn = draw(random);
      int[] asked =
          random
              .ints(plan.asked(), 0, deciding.length)
              .map(at -> deciding[at])
              .distinct()
              .toArray();
      for (int depth = 0; depth < Forest.DEPTH; depth++) {
        ask(tree, depth, drawn, asked, random);
      }
      fillLeaves(tree, drawn);
      for (int row : rows) {
        float[] leaf = tree.leaves()[tree.leaf(bins, row)];
        for (int output = 0; output < left.length; output++) {
          left[output][row] -= leaf[output];
        }
      }
      trees.add(tree);
    }
    return trees;
  }

  private int[] draw(SplittableRandom random) {
    int[] drawn = new int[rows.length];
    int count = 0;
    for (int row : rows) {
      if (random.nextDouble() < plan.rowShare()) {
        drawn[count++] = row;
      }
    }
    return Arrays.copyOf(drawn, count);
  }

  /** Chooses the questions of one depth: for each node the one that explains most. */
  private void ask(Tree tree, int depth, int[] drawn, int[] asked, SplittableRandom random) {
    int nodes = 1 << depth;
    int first = nodes - 1;
    int[] at = new int[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      at[i] = tree.node(bins, drawn[i], depth) - first;
    }
    double[] best = new double[nodes];
    Arrays.fill(best, -1);
    Histogram histogram = new Histogram(left, weights, asked, nodes, plan.held());
    for (int shape = 0; shape < bins.bins().length; shape++) {
      boolean skipped = random.nextDouble() >= plan.shapeShare();
      if (skipped || bins.edges()[shape].length == 0) {
        continue;
      }
      double[][] gains = histogram.gains(bins, shape, drawn, at);
      for (int node = 0; node < nodes; node++) {
        for (int bin = 0; bin < bins.edges()[shape].length; bin++) {
          if (gains[node][bin] > best[node]) {
            best[node] = gains[node][bin];
            tree.shapes()[first + node] = shape;
            tree.bins()[first + node] = bin;
            tree.thresholds()[first + node] = bins.edges()[shape][bin];
          }
        }
      }
    }
  }

  private void fillLeaves(Tree tree, int[] drawn) {
    double[][] sums = new double[Forest.LEAVES][left.length];
    double[][] counts = new double[Forest.LEAVES][left.length];
    for (int row : drawn) {
      int leaf = tree.leaf(bins, row);
      for (int output = 0; output < left.length; output++) {
        sums[leaf][output] += weights[output][row] * left[output][row];
        counts[leaf][output] += weights[output][row];
      }
    }
    for (int leaf = 0; leaf < Forest.LEAVES; leaf++) {
      for (int output = 0; output < left.length; output++) {
        tree.leaves()[leaf][output] =
            (float) (plan.rate() * sums[leaf][output] / (counts[leaf][output] + plan.held()));
      }
    }
  }
}
