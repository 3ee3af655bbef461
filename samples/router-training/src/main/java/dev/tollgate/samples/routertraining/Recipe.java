package dev.tollgate.samples.routertraining;

import java.util.List;
import java.util.Set;

/**
 * How the weights are learned.
 *
 * @param sources what is learned from
 * @param wordWeight what words weigh beside shapes in the linear parts: the larger, the less held
 *     back
 * @param penalty of the common linear part
 * @param ease how all models' success is learned
 * @param gap how the strong models' advantage is learned
 * @param length how the answers' common length is learned
 * @param ownShare how much of what the models' own trees say counts
 * @param ownTrees how many each source has
 */
record Recipe(
    Set<Source> sources,
    float wordWeight,
    double penalty,
    Mix ease,
    Mix gap,
    Mix length,
    double ownShare,
    int ownTrees) {

  /**
   * How much the two kinds of parts say.
   *
   * @param linearShare how much of the linear part's sum counts
   * @param forestShare how much of the trees' sum counts
   * @param trees how many there are
   */
  record Mix(double linearShare, double forestShare, int trees) {}

  /** What weights may be shipped of. */
  static final Set<Source> LICENSED = Set.of(Source.PAIR, Source.PRO, Source.MIXED);

  static final Recipe SHIPPED =
      new Recipe(
          LICENSED, 3, 1000, new Mix(0.5, 0.6, 150), new Mix(0, 1, 300), new Mix(0, 1, 80), 1, 80);

  /** The mixes of the common outputs, in their order. */
  List<Mix> common() {
    return List.of(ease, gap, length);
  }

  /** How the trees of a common output grow. */
  static Boosting.Plan boosting(Mix mix) {
    return new Boosting.Plan(mix.trees(), 0.06, 60, 0.6, 0.4, 1, 7);
  }

  /** How the trees of the models' own parts grow: of several models at once. */
  Boosting.Plan ownBoosting() {
    return new Boosting.Plan(ownTrees, 0.06, 300, 0.6, 0.4, 2, 11);
  }
}
