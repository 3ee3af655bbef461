package dev.tollgate.routing.quality;

/**
 * Small trees that look at the shape and whose leaves add to every output at once.
 *
 * <p>Every tree asks {@value #DEPTH} questions on the way to a leaf. Its questions lie as in a
 * heap: the root first, then the two below it, then the four below those.
 *
 * @param outputs how many sums a leaf adds to
 * @param shapes by tree and question: the shape that is asked about
 * @param thresholds by tree and question: up to and with it the answer is left
 * @param leafScales what one unit of a leaf is worth, for each output
 * @param leaves by tree, leaf and output
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and read once a microsecond.
public record Forest(
    int outputs, byte[] shapes, float[] thresholds, float[] leafScales, byte[] leaves) {

  /** How many questions lead to a leaf. */
  public static final int DEPTH = 3;

  /** How many questions a tree has. */
  public static final int QUESTIONS = (1 << DEPTH) - 1;

  /** How many leaves a tree has. */
  public static final int LEAVES = 1 << DEPTH;

  public Forest {
    int trees = shapes.length / QUESTIONS;
    boolean whole =
        outputs > 0
            && leafScales.length == outputs
            && shapes.length == trees * QUESTIONS
            && thresholds.length == shapes.length
            && leaves.length == trees * LEAVES * outputs;
    if (!whole) {
      throw new InvalidWeights("the trees' sizes contradict each other");
    }
    for (byte shape : shapes) {
      if (shape < 0 || shape >= Shape.COUNT) {
        throw new InvalidWeights("a tree asks about shape " + shape + ", which there is not");
      }
    }
  }

  /** Adds what the leaves say for that shape, which is not standardised. */
  void add(float[] shape, float[] sums) {
    int[] counted = new int[outputs];
    int trees = shapes.length / QUESTIONS;
    for (int tree = 0; tree < trees; tree++) {
      int at = (tree * LEAVES + leaf(tree * QUESTIONS, shape)) * outputs;
      for (int output = 0; output < outputs; output++) {
        counted[output] += leaves[at + output];
      }
    }
    for (int output = 0; output < outputs; output++) {
      sums[output] += leafScales[output] * counted[output];
    }
  }

  private int leaf(int root, float[] shape) {
    int question = 0;
    for (int depth = 0; depth < DEPTH; depth++) {
      boolean left = shape[shapes[root + question]] <= thresholds[root + question];
      question = 2 * question + (left ? 1 : 2);
    }
    return question - QUESTIONS;
  }
}
