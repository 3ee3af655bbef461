package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.FeatureExtractor;
import dev.tollgate.routing.quality.Forest;
import dev.tollgate.routing.quality.LinearPart;
import java.util.List;

/** Turns fitted numbers into the small integers that are stored. */
final class Quantised {

  private Quantised() {}

  /**
   * A linear part.
   *
   * @param fits by output, the weight of every column
   * @param wordWeight what the design weighed words with
   */
  static LinearPart linear(double[][] fits, float wordWeight) {
    int blocks = LinearPart.BLOCKS;
    int outputs = fits.length;
    int buckets = FeatureExtractor.BUCKETS;
    int shapes = FeatureExtractor.SHAPES + 1;
    float[] scales = new float[outputs];
    byte[] words = new byte[blocks * buckets * outputs];
    float[] shapeWeights = new float[blocks * shapes * outputs];
    for (int output = 0; output < outputs; output++) {
      double most = 0;
      for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < buckets; i++) {
          most = Math.max(most, Math.abs(fits[output][Design.wordColumn(block, i)]));
        }
      }
      for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < buckets; i++) {
          words[(output * blocks + block) * buckets + i] =
              step(fits[output][Design.wordColumn(block, i)], most);
        }
        for (int i = 0; i < shapes; i++) {
          shapeWeights[(output * blocks + block) * shapes + i] =
              (float) fits[output][Design.shapeColumn(block, i)];
        }
      }
      scales[output] = (float) (most * wordWeight / Byte.MAX_VALUE);
    }
    return new LinearPart(outputs, scales, words, shapeWeights);
  }

  static Forest forest(List<Tree> trees, int outputs) {
    byte[] shapes = new byte[trees.size() * Forest.QUESTIONS];
    float[] thresholds = new float[shapes.length];
    float[] scales = new float[outputs];
    byte[] leaves = new byte[trees.size() * Forest.LEAVES * outputs];
    for (int output = 0; output < outputs; output++) {
      double most = 0;
      for (Tree tree : trees) {
        for (float[] leaf : tree.leaves()) {
          most = Math.max(most, Math.abs(leaf[output]));
        }
      }
      for (int i = 0; i < trees.size() * Forest.LEAVES; i++) {
        float leaf = trees.get(i / Forest.LEAVES).leaves()[i % Forest.LEAVES][output];
        leaves[i * outputs + output] = step(leaf, most);
      }
      scales[output] = (float) (most / Byte.MAX_VALUE);
    }
    for (int i = 0; i < shapes.length; i++) {
      Tree tree = trees.get(i / Forest.QUESTIONS);
      shapes[i] = (byte) tree.shapes()[i % Forest.QUESTIONS];
      thresholds[i] = tree.thresholds()[i % Forest.QUESTIONS];
    }
    return new Forest(outputs, shapes, thresholds, scales, leaves);
  }

  private static byte step(double value, double most) {
    return most == 0 ? 0 : (byte) Math.round(value / most * Byte.MAX_VALUE);
  }
}
