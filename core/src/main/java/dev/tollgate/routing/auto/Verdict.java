package dev.tollgate.routing.auto;

import dev.tollgate.catalog.Model;
import java.util.Set;

/**
 * What was found of one candidate.
 *
 * @param against what rules it out; empty when it can serve
 * @param quality the predicted one, 0 to 1
 * @param offset what recent outcomes take from that, not above 0
 * @param dollars the expected cost in US dollars
 * @param score by which it is ranked: the higher, the better
 */
public record Verdict(
    Model model,
    Set<Constraint> against,
    double quality,
    double offset,
    double dollars,
    double score) {

  public Verdict {
    // What is copied from an empty set of enums goes through a map.
    against = against.isEmpty() ? Set.of() : Set.copyOf(against);
  }

  /** True when nothing rules it out. */
  public boolean isAble() {
    return against.isEmpty();
  }
}
