package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Profile;
import dev.tollgate.routing.quality.Standard;
import dev.tollgate.routing.quality.Weights;
import java.util.ArrayList;
import java.util.List;

/** Gathers the models' own parts, source by source, and puts the weights together. */
final class Heads {

  private final int models;
  private final List<Profile> profiles = new ArrayList<>();
  private final List<Tree> trees = new ArrayList<>();
  private final List<Tree> lengthTrees = new ArrayList<>();

  /** Waits for so many models. */
  Heads(int models) {
    this.models = models;
  }

  /**
   * Adds the models of a source.
   *
   * @param own trees whose outputs are these models
   * @param lengths trees for the lengths
   */
  void add(List<Profile> added, List<Tree> own, List<Tree> lengths) {
    int from = profiles.size();
    own.forEach(tree -> trees.add(tree.widened(from, models)));
    lengths.forEach(tree -> lengthTrees.add(tree.widened(from, models)));
    profiles.addAll(added);
  }

  Weights weights(String version, Standard standard, Weights.Parts common) {
    double unknown =
        profiles.stream().mapToDouble(Profile::tokens).filter(t -> t > 0).average().orElse(0);
    List<Profile> all = new ArrayList<>();
    for (Profile profile : profiles) {
      all.add(profile.tokens() > 0 ? profile : profile.withTokens((float) unknown));
    }
    all.addAll(Tiers.of(all));
    return new Weights(
        version,
        all,
        standard,
        common,
        Quantised.forest(trees, models),
        Quantised.forest(lengthTrees, models),
        new byte[0]);
  }
}
