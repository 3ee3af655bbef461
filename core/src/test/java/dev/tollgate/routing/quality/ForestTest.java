package dev.tollgate.routing.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForestTest {

  /** What floats compare in ways of their own, and what is usual. */
  private static final float[] NUMBERS = {
    0f,
    -0f,
    1f,
    -1f,
    0.5f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  private final SplittableRandom random = new SplittableRandom(7);

  @ParameterizedTest
  @CsvSource({
    "0, 1, random",
    "1, 1, random",
    "7, 3, random",
    "160, 40, random",
    "600, 4, random",
    // The most that a leaf can add, around as many trees as a long has room for, once and twice.
    "255, 4, 127",
    "256, 5, 127",
    "257, 6, 127",
    "258, 7, 127",
    "511, 9, 127",
    "515, 4, 127",
    "258, 5, -128",
  })
  void sumsAreThoseOfThePlainTrees(int trees, int outputs, String leaf) {
    byte[] shapes = new byte[trees * Forest.QUESTIONS];
    float[] thresholds = new float[shapes.length];
    byte[] leaves = new byte[trees * Forest.LEAVES * outputs];
    float[] scales = new float[outputs];
    if (leaf.equals("random")) {
      random.nextBytes(leaves);
    } else {
      Arrays.fill(leaves, Byte.parseByte(leaf));
    }
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = (byte) random.nextInt(Shape.COUNT);
      thresholds[i] = NUMBERS[random.nextInt(NUMBERS.length - 1)];
    }
    for (int i = 0; i < outputs; i++) {
      scales[i] = random.nextInt(1000) / 1e4f;
    }
    Forest forest = new Forest(outputs, shapes, thresholds, scales, leaves);

    for (int round = 0; round < 50; round++) {
      float[] shape = new float[Shape.COUNT];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = NUMBERS[random.nextInt(NUMBERS.length)];
      }
      float[] sums = new float[outputs];
      forest.add(Forest.ranks(shape), sums);
      assertThat(sums).isEqualTo(plain(forest, shape));
    }
  }

  private static float[] plain(Forest forest, float[] shape) {
    int outputs = forest.outputs();
    int[] counted = new int[outputs];
    for (int tree = 0; tree < forest.shapes().length / Forest.QUESTIONS; tree++) {
      int root = tree * Forest.QUESTIONS;
      int question = 0;
      while (question < Forest.QUESTIONS) {
        boolean left =
            shape[forest.shapes()[root + question]] <= forest.thresholds()[root + question];
        question = 2 * question + (left ? 1 : 2);
      }
      int at = (tree * Forest.LEAVES + question - Forest.QUESTIONS) * outputs;
      for (int output = 0; output < outputs; output++) {
        counted[output] += forest.leaves()[at + output];
      }
    }
    float[] sums = new float[outputs];
    for (int output = 0; output < outputs; output++) {
      sums[output] += forest.leafScales()[output] * counted[output];
    }
    return sums;
  }

  @Test
  void comparesWithNumbersOnly() {
    float[] thresholds = new float[Forest.QUESTIONS];
    thresholds[3] = Float.NaN;

    assertThatThrownBy(
            () ->
                new Forest(
                    1,
                    new byte[Forest.QUESTIONS],
                    thresholds,
                    new float[1],
                    new byte[Forest.LEAVES]))
        .isInstanceOf(InvalidWeights.class)
        .hasMessageContaining("no number");
  }
}
