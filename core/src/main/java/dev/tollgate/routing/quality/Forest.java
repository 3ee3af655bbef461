package dev.tollgate.routing.quality;

/**
 * Small trees that look at the shape and whose leaves add to every output at once.
 *
 * <p>Every tree asks {@value #DEPTH} questions on the way to a leaf. Its questions lie as in a
 * heap: the root first, then the two below it, then the four below those.
 *
 * <p>Immutable, and laid out for speed: a question is put to integers, in the order of the shapes,
 * and no branch depends on its answer, because which way a tree goes no processor can guess. The
 * leaves of {@value #LANES} outputs share a long, none of them negative, and are added at once.
 */
public final class Forest {

  /** How many questions lead to a leaf. */
  public static final int DEPTH = 3;

  /** How many questions a tree has. */
  public static final int QUESTIONS = (1 << DEPTH) - 1;

  /** How many leaves a tree has. */
  public static final int LEAVES = 1 << DEPTH;

  /** How many outputs share a long, and how many bits each has. */
  private static final int LANES = 4;

  private static final int LANE_BITS = 16;
  private static final int LANE = (1 << LANE_BITS) - 1;

  /** What makes no leaf negative. */
  private static final int LIFT = -Byte.MIN_VALUE;

  /** More trees than that could overflow what an output has of a long. */
  private static final int MOST_ADDED = LANE / (LIFT + Byte.MAX_VALUE);

  private final int outputs;
  private final byte[] shapes;
  private final float[] thresholds;
  private final float[] leafScales;
  private final byte[] leaves;

  /** By tree and question: the rank of the threshold, and the shape in the lower half. */
  private final long[] questions;

  /** By tree, leaf and four outputs. */
  private final long[] lanes;

  private final int lanesOfLeaf;

  /**
   * Those trees; the arrays are kept and must not be changed.
   *
   * @param outputs how many sums a leaf adds to
   * @param shapes by tree and question: the shape that is asked about
   * @param thresholds by tree and question: up to and with it the answer is left
   * @param leafScales what one unit of a leaf is worth, for each output
   * @param leaves by tree, leaf and output
   * @throws InvalidWeights when their sizes contradict each other, or a question makes no sense
   */
  public Forest(int outputs, byte[] shapes, float[] thresholds, float[] leafScales, byte[] leaves) {
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
    for (float threshold : thresholds) {
      if (Float.isNaN(threshold)) {
        throw new InvalidWeights("a tree compares with what is no number");
      }
    }
    this.outputs = outputs;
    this.shapes = shapes;
    this.thresholds = thresholds;
    this.leafScales = leafScales;
    this.leaves = leaves;
    questions = questions(shapes, ranks(thresholds));
    lanesOfLeaf = (outputs + LANES - 1) / LANES;
    lanes = new long[trees * LEAVES * lanesOfLeaf];
    for (int i = 0; i < leaves.length; i++) {
      int output = i % outputs;
      long lifted = (long) leaves[i] + LIFT;
      lanes[i / outputs * lanesOfLeaf + output / LANES] |= lifted << (output % LANES * LANE_BITS);
    }
  }

  private static long[] questions(byte[] shapes, int[] ranks) {
    long[] questions = new long[shapes.length];
    for (int i = 0; i < shapes.length; i++) {
      questions[i] = ((long) ranks[i] << Integer.SIZE) | shapes[i];
    }
    return questions;
  }

  /** How many sums a leaf adds to. */
  public int outputs() {
    return outputs;
  }

  /** By tree and question: the shape that is asked about. */
  byte[] shapes() {
    return shapes;
  }

  /** By tree and question: up to and with it the answer is left. */
  float[] thresholds() {
    return thresholds;
  }

  /** What one unit of a leaf is worth, for each output. */
  float[] leafScales() {
    return leafScales;
  }

  /** By tree, leaf and output. */
  byte[] leaves() {
    return leaves;
  }

  /** Integers in the order of those numbers; what is no number is the last. */
  static int[] ranks(float[] numbers) {
    int[] ranks = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      // Adding zero makes one of the two zeros, which are equal.
      int bits = Float.floatToIntBits(numbers[i] + 0f);
      ranks[i] = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
    return ranks;
  }

  /** Adds what the leaves say for a shape of those ranks, which is not standardised. */
  void add(int[] shape, float[] sums) {
    int[] counted = new int[outputs];
    int trees = shapes.length / QUESTIONS;
    for (int from = 0; from < trees; from += MOST_ADDED) {
      count(shape, from, Math.min(trees, from + MOST_ADDED), counted);
    }
    for (int output = 0; output < outputs; output++) {
      sums[output] += leafScales[output] * counted[output];
    }
  }

  private void count(int[] shape, int from, int to, int[] counted) {
    long[] lifted = new long[lanesOfLeaf];
    for (int tree = from; tree < to; tree++) {
      int at = (tree * LEAVES + leaf(tree * QUESTIONS, shape)) * lifted.length;
      for (int i = 0; i < lifted.length; i++) {
        lifted[i] += lanes[at + i];
      }
    }
    for (int output = 0; output < outputs; output++) {
      long lane = lifted[output / LANES] >>> (output % LANES * LANE_BITS);
      counted[output] += (int) (lane & LANE) - LIFT * (to - from);
    }
  }

  private int leaf(int root, int[] shape) {
    int question = 0;
    for (int depth = 0; depth < DEPTH; depth++) {
      long asked = questions[root + question];
      // The sign of the difference: 1 when the shape is above the threshold.
      long above = ((asked >> Integer.SIZE) - shape[(int) asked]) >>> (Long.SIZE - 1);
      question = 2 * question + 1 + (int) above;
    }
    return question - QUESTIONS;
  }
}
