package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Gate;
import dev.tollgate.routing.quality.Profile;
import java.util.Comparator;
import java.util.List;

/**
 * The profiles that speak for models nobody learned about: by their price, with the level of known
 * models at that rank and nothing of their own. A dearer tier is always the better one.
 */
final class Tiers {

  /** From so many dollars for a million input and a million output tokens together. */
  private static final List<Tier> TIERS =
      List.of(
          new Tier("tier-small", 0, 0.35),
          new Tier("tier-medium", 0.6, 0.6),
          new Tier("tier-large", 1.6, 0.85),
          new Tier("tier-frontier", 5, 0.97));

  /** A tier and its place among the models, from 0 for the worst to 1 for the best. */
  private record Tier(String name, double from, double place) {}

  private Tiers() {}

  static List<Profile> of(List<Profile> models) {
    double tokens = models.stream().mapToDouble(Profile::tokens).average().orElse(0);
    return TIERS.stream()
        .map(
            tier ->
                new Profile(
                    tier.name(),
                    at(models, Comparator.comparingDouble(Profile::level), tier.place()).level(),
                    1,
                    at(models, Comparator.comparingDouble(Profile::slope), tier.place()).slope(),
                    (float) tokens,
                    new float[Gate.COUNT],
                    (float) tier.from()))
        .toList();
  }

  private static Profile at(List<Profile> models, Comparator<Profile> order, double place) {
    List<Profile> sorted = models.stream().sorted(order).toList();
    return sorted.get((int) Math.round(place * (sorted.size() - 1)));
  }
}
