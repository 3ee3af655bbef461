package dev.tollgate.routing.quality;

import java.util.List;

/**
 * All that was learned.
 *
 * <p>The common parts have three outputs, in this order: how much better or worse than middling the
 * models do, how much more than usual a strong model gains over a weak one, and the logarithm of
 * how much longer than usual the answer is. What is a profile's own is added to that; the own parts
 * and the lengths have an output for each profile of a model, in their order.
 *
 * @param version of the weights, for logs
 * @param profiles those of models, then those of tiers, which have nothing of their own
 * @param reference the expected quality and tokens of every profile on typical conversations, as
 *     {@link ReferenceTable} stores them
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and read once a microsecond.
public record Weights(
    String version,
    List<Profile> profiles,
    Standard standard,
    Parts common,
    Forest own,
    Forest lengths,
    byte[] reference) {

  /** The common parts' outputs. */
  public static final int COMMON_OUTPUTS = 3;

  /** A linear part and a forest that add to the same sums. */
  public record Parts(LinearPart linear, Forest forest) {

    float[] sums(Features features, float[] standardised, int[] ranks) {
      float[] sums = new float[linear.outputs()];
      linear.add(features, standardised, sums);
      forest.add(ranks, sums);
      return sums;
    }
  }

  public Weights {
    profiles = List.copyOf(profiles);
    require(
        common.linear().outputs() == COMMON_OUTPUTS && common.forest().outputs() == COMMON_OUTPUTS,
        "outputs of the common parts");
    int models = models(profiles);
    require(own.outputs() == models, "outputs of the profiles' own trees");
    require(lengths.outputs() == models, "outputs of the lengths");
    require(reference.length % ReferenceTable.rowBytes(profiles.size()) == 0, "reference bytes");
  }

  /** The mean over the profiles of models of the logarithm of their tokens. */
  float usualTokens() {
    double sum = 0;
    for (int i = 0; i < models(); i++) {
      sum += profiles.get(i).tokens();
    }
    return (float) (sum / models());
  }

  /** The same with that table. */
  public Weights withReference(byte[] table) {
    return new Weights(version, profiles, standard, common, own, lengths, table);
  }

  /** How many profiles are of models. */
  int models() {
    return models(profiles);
  }

  private static int models(List<Profile> profiles) {
    return (int) profiles.stream().filter(profile -> !profile.isTier()).count();
  }

  private static void require(boolean right, String what) {
    if (!right) {
      throw new InvalidWeights("not as many " + what + " as this version reads");
    }
  }
}
