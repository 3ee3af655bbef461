package dev.tollgate.routing.quality;

/**
 * One head: a model whose answers were learned from, or a tier of prices.
 *
 * @param name the model's, as its maker writes it
 * @param level its share of good answers on a question of middling difficulty
 * @param lift how strongly it moves with how well all models do
 * @param slope how much more than others it gains where a strong model is worth more
 * @param tokens the logarithm of its expected output tokens, on a middling question
 * @param covered for each {@link Gate} how far its own answers are evidence, 0 to 1
 * @param tierFrom for a tier the least price it speaks for, in dollars for a million input and a
 *     million output tokens together; otherwise negative
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and read once a microsecond.
public record Profile(
    String name,
    float level,
    float lift,
    float slope,
    float tokens,
    float[] covered,
    float tierFrom) {

  public Profile {
    if (covered.length != Gate.COUNT) {
      throw new InvalidWeights("profile " + name + " does not cover " + Gate.COUNT + " gates");
    }
  }

  /** The same with another length. */
  public Profile withTokens(float other) {
    return new Profile(name, level, lift, slope, other, covered, tierFrom);
  }

  boolean isTier() {
    return tierFrom >= 0;
  }
}
