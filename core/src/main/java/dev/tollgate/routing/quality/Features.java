package dev.tollgate.routing.quality;

/** A conversation in numbers. */
public final class Features {

  private final Gate gate;
  private final float[] shape;
  private final WordBag last;
  private final WordBag before;

  /**
   * Those numbers, which are kept and not copied.
   *
   * @param last the words of the last turn
   * @param before the words before it
   */
  Features(Gate gate, float[] shape, WordBag last, WordBag before) {
    this.gate = gate;
    this.shape = shape;
    this.last = last;
    this.before = before;
  }

  /** Which weights beside the common ones speak. */
  public Gate gate() {
    return gate;
  }

  /** One number for each shape, as {@link FeatureExtractor} orders them. */
  public float[] shape() {
    return shape;
  }

  /** The buckets of the last turn's words, in rising order. */
  public int[] words() {
    return last.buckets();
  }

  /** The buckets of the words before it, in rising order. */
  public int[] earlier() {
    return before.buckets();
  }

  WordBag last() {
    return last;
  }

  WordBag before() {
    return before;
  }
}
