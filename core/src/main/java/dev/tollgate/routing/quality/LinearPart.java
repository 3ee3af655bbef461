package dev.tollgate.routing.quality;

/**
 * Sums of weights over a conversation's words and shape: one sum for each output.
 *
 * <p>The weights of words are small integers, which costs no accuracy that shows and a quarter of
 * the memory a decision has to walk through. They lie in blocks: the first speaks for every
 * conversation, the others each for one {@link Gate}.
 *
 * @param outputs how many sums there are
 * @param wordScales what one unit of a word's weight is worth, for each output
 * @param words by block, bucket and output
 * @param shapes by block, shape and output; one more shape, always 1, is the last
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
    int[] counted = new int[outputs];
    add(0, features, shape, counted, sums);
    add(1 + features.gate().position(), features, shape, counted, sums);
  }

  private void add(int block, Features features, float[] shape, int[] counted, float[] sums) {
    addShape(block, shape, sums);
    addWords(block, features.words(), 1, counted, sums);
    addWords(block, features.earlier(), EARLIER_WEIGHT, counted, sums);
  }

  private void addShape(int block, float[] shape, float[] sums) {
    int at = block * SHAPES * outputs;
    for (int i = 0; i < SHAPES; i++) {
      float value = i < shape.length ? shape[i] : 1;
      for (int output = 0; output < outputs; output++) {
        sums[output] += value * shapes[at++];
      }
    }
  }

  private void addWords(int block, int[] buckets, float weight, int[] counted, float[] sums) {
    if (buckets.length == 0) {
      return;
    }
    for (int bucket : buckets) {
      int at = (block * WordBag.BUCKETS + bucket) * outputs;
      for (int output = 0; output < outputs; output++) {
        counted[output] += words[at + output];
      }
    }
    float norm = weight * wordNorm(buckets.length);
    for (int output = 0; output < outputs; output++) {
      sums[output] += norm * wordScales[output] * counted[output];
      counted[output] = 0;
    }
  }

  /**
   * What each of so many words weighs, so that a long text has no louder voice than a short one.
   */
  public static float wordNorm(int words) {
    return (float) (1 / Math.sqrt(words));
  }
}
