package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.FeatureExtractor;
import dev.tollgate.routing.quality.Features;
import dev.tollgate.routing.quality.Standard;
import java.util.List;

/** Finds the scale of each shape. */
final class Standards {

  private Standards() {}

  /** The mean and the deviation of each shape; 1 where a shape never varies. */
  static Standard of(List<Features> rows) {
    int shapes = FeatureExtractor.SHAPES;
    double[] sums = new double[shapes];
    double[] squares = new double[shapes];
    for (Features row : rows) {
      for (int i = 0; i < shapes; i++) {
        double value = row.shape()[i];
        sums[i] += value;
        squares[i] += value * value;
      }
    }
    float[] means = new float[shapes];
    float[] deviations = new float[shapes];
    for (int i = 0; i < shapes; i++) {
      double mean = sums[i] / rows.size();
      double variance = squares[i] / rows.size() - mean * mean;
      means[i] = (float) mean;
      deviations[i] = variance > 1e-6 ? (float) Math.sqrt(variance) : 1;
    }
    return new Standard(means, deviations);
  }
}
