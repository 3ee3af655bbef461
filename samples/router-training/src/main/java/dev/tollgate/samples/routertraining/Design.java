package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.FeatureExtractor;
import dev.tollgate.routing.quality.Features;
import dev.tollgate.routing.quality.Gate;
import dev.tollgate.routing.quality.LinearPart;
import dev.tollgate.routing.quality.Standard;
import java.util.List;

/**
 * Rows of numbers, most of them zero, for a linear fit: for each block the words, then the shape,
 * then a one.
 *
 * @param columns how many columns there are
 * @param indexes by row, the columns that are not zero
 * @param values by row, what stands there
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: columns of numbers.
record Design(int columns, int[][] indexes, float[][] values) {

  private static final int BLOCK = FeatureExtractor.BUCKETS + FeatureExtractor.SHAPES + 1;

  /**
   * The rows of those features.
   *
   * @param weight what words weigh beside standardised shapes: more is less held back
   */
  static Design of(List<Features> rows, Standard standard, float weight) {
    Design design =
        new Design((1 + Gate.COUNT) * BLOCK, new int[rows.size()][], new float[rows.size()][]);
    for (int row = 0; row < rows.size(); row++) {
      Features features = rows.get(row);
      int each = features.words().length + FeatureExtractor.SHAPES + 1;
      design.indexes[row] = new int[2 * each];
      design.values[row] = new float[2 * each];
      float[] shape = standard.of(features.shape());
      int own = 1 + features.gate().position();
      design.fill(row, 0, 0, features.words(), shape, weight);
      design.fill(row, each, own, features.words(), shape, weight);
    }
    return design;
  }

  private void fill(int row, int from, int block, int[] words, float[] shape, float weight) {
    int[] index = indexes[row];
    float[] value = values[row];
    int at = from;
    float word = words.length == 0 ? 0 : weight * LinearPart.wordNorm(words.length);
    for (int bucket : words) {
      index[at] = wordColumn(block, bucket);
      value[at++] = word;
    }
    for (int i = 0; i <= shape.length; i++) {
      index[at] = shapeColumn(block, i);
      value[at++] = i < shape.length ? shape[i] : 1;
    }
  }

  static int wordColumn(int block, int bucket) {
    return block * BLOCK + bucket;
  }

  static int shapeColumn(int block, int shape) {
    return block * BLOCK + FeatureExtractor.BUCKETS + shape;
  }

  /** What those weights say of each row. */
  double[] times(double[] weights) {
    double[] products = new double[indexes.length];
    for (int row = 0; row < products.length; row++) {
      products[row] = times(weights, row);
    }
    return products;
  }

  /** What those weights say of that row. */
  double times(double[] weights, int row) {
    int[] index = indexes[row];
    float[] value = values[row];
    double sum = 0;
    for (int i = 0; i < index.length; i++) {
      sum += weights[index[i]] * value[i];
    }
    return sum;
  }
}
