package dev.tollgate.routing.quality;

/**
 * Sums of weights over a conversation's words and shape: one sum for each output.
 *
 * <p>The weights of words are small integers, which costs no accuracy that shows and a quarter of
 * the memory a decision has to walk through. They lie in blocks: the first speaks for every
 * conversation, the others each for one {@link Gate}.
 *
 * @param outputs how many sums there are
 * @param wordScales what one unit of a word's weight is worth, for each output; 0 for an output
 *     that has no weights, which is passed over
 * @param words by output, block and bucket
 * @param shapes by output, block and shape; one more shape, always 1, is the last
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and read once a microsecond.
public record LinearPart(int outputs, float[] wordScales, byte[] words, float[] shapes) {

  /** What the words of earlier turns weigh beside those of the last. */
  public static final float EARLIER_WEIGHT = 0.3f;

  /** How many blocks there are: the common one and one for each gate. */
  public static final int BLOCKS = 1 + Gate.COUNT;

  private static final int SHAPES = Shape.COUNT + 1;

  public LinearPart {
    boolean whole =
        outputs > 0
            && wordScales.length == outputs
            && words.length == BLOCKS * WordBag.BUCKETS * outputs
            && shapes.length == BLOCKS * SHAPES * outputs;
    if (!whole) {
      throw new InvalidWeights("the linear part's sizes contradict each other");
    }
  }

  /** Adds its sums for that conversation, whose shape is standardised. */
  void add(Features features, float[] shape, float[] sums) {
    int own = 1 + features.gate().position();
    for (int output = 0; output < outputs; output++) {
      if (wordScales[output] != 0) {
        int block = output * BLOCKS;
        float words =
            words(block, own, features.last())
                + EARLIER_WEIGHT * words(block, own, features.before());
        sums[output] +=
            shapes(block, shape) + shapes(block + own, shape) + wordScales[output] * words;
      }
    }
  }

  private float shapes(int block, float[] shape) {
    int from = block * SHAPES;
    float sum = shapes[from + shape.length];
    for (int i = 0; i < shape.length; i++) {
      sum += shape[i] * shapes[from + i];
    }
    return sum;
  }

  /** The sum over the common block and another one. */
  private float words(int common, int own, WordBag bag) {
    if (bag.size() == 0) {
      return 0;
    }
    int from = common * WordBag.BUCKETS;
    return wordNorm(bag.size()) * bag.sum(words, from, from + own * WordBag.BUCKETS);
  }

  /**
   * What each of so many words weighs, so that a long text has no louder voice than a short one.
   */
  public static float wordNorm(int words) {
    return (float) (1 / Math.sqrt(words));
  }
}
