package dev.tollgate.samples.routertraining;

import dev.tollgate.samples.routertraining.Recipe.Mix;
import java.util.Set;

/** A recipe that was tried. */
@SuppressWarnings("ImmutableEnumChecker") // A recipe is a record of numbers and an immutable set.
enum Variant {
  WORDS_OF_PAIR(
      "gap: linear, words and shape, from mmlu_pair alone",
      gap(Set.of(Source.PAIR), new Mix(1, 0, 0))),
  TREES_OF_PAIR("gap: trees, from mmlu_pair alone", gap(Set.of(Source.PAIR), new Mix(0, 1, 300))),
  WORDS("gap: linear, words and shape, from all sets", gap(Recipe.LICENSED, new Mix(1, 0, 0))),
  WORDS_AND_TREES(
      "gap: 0.25 of the linear part and trees", gap(Recipe.LICENSED, new Mix(0.25, 1, 300))),
  FEW_TREES("gap: half as many trees", gap(Recipe.LICENSED, new Mix(0, 1, 150))),
  NOTHING_OWN("shipped, but nothing of the models' own", own(0, 0)),
  SHIPPED("shipped: gap by 300 trees, from all sets", Recipe.SHIPPED);

  private final String title;
  private final Recipe recipe;

  Variant(String title, Recipe recipe) {
    this.title = title;
    this.recipe = recipe;
  }

  String title() {
    return title;
  }

  Recipe recipe() {
    return recipe;
  }

  private static Recipe gap(Set<Source> sources, Mix gap) {
    Recipe shipped = Recipe.SHIPPED;
    return new Recipe(
        sources,
        shipped.wordWeight(),
        shipped.penalty(),
        shipped.ease(),
        gap,
        shipped.length(),
        shipped.ownShare(),
        shipped.ownTrees());
  }

  private static Recipe own(double share, int trees) {
    Recipe shipped = Recipe.SHIPPED;
    return new Recipe(
        shipped.sources(),
        shipped.wordWeight(),
        shipped.penalty(),
        shipped.ease(),
        shipped.gap(),
        shipped.length(),
        share,
        trees);
  }
}
