package dev.tollgate.samples.routertraining;

/**
 * Least squares with a penalty on the weights' squares, by conjugate gradients: a few dozen passes
 * over the rows, always in the same order, so the same rows give the same weights.
 */
final class Ridge {

  private final Design design;
  private final double[] rowWeights;
  private final double penalty;

  Ridge(Design design, double[] rowWeights, double penalty) {
    this.design = design;
    this.rowWeights = rowWeights;
    this.penalty = penalty;
  }

  /** The weights by column that fit those targets best. */
  double[] fit(double[] targets, int passes) {
    int columns = design.columns();
    double[] weights = new double[columns];
    double[] residual = transposed(targets);
    double[] direction = residual.clone();
    double square = dot(residual, residual);
    double enough = 1e-10 * square;
    for (int pass = 0; pass < passes && square > enough; pass++) {
      double[] image = transposedTimes(direction);
      for (int i = 0; i < columns; i++) {
        image[i] += penalty * direction[i];
      }
      double step = square / dot(direction, image);
      for (int i = 0; i < columns; i++) {
        weights[i] += step * direction[i];
        residual[i] -= step * image[i];
      }
      double next = dot(residual, residual);
      double turn = next / square;
      for (int i = 0; i < columns; i++) {
        direction[i] = residual[i] + turn * direction[i];
      }
      square = next;
    }
    return weights;
  }

  private double[] transposed(double[] rows) {
    double[] sums = new double[design.columns()];
    for (int row = 0; row < rows.length; row++) {
      add(rowWeights[row] * rows[row], row, sums);
    }
    return sums;
  }

  /** The image of a direction: one pass over the rows that have a weight. */
  private double[] transposedTimes(double[] direction) {
    double[] sums = new double[design.columns()];
    for (int row = 0; row < rowWeights.length; row++) {
      if (rowWeights[row] != 0) {
        add(rowWeights[row] * design.times(direction, row), row, sums);
      }
    }
    return sums;
  }

  private void add(double weighed, int row, double[] sums) {
    if (weighed != 0) {
      int[] index = design.indexes()[row];
      float[] value = design.values()[row];
      for (int i = 0; i < index.length; i++) {
        sums[index[i]] += weighed * value[i];
      }
    }
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
