package dev.tollgate.catalog;

import dev.tollgate.pricing.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that stands for several and picks one per request.
 *
 * @param candidates at least one, in the order of the config
 * @param quality the dial: 0 the cheapest that can do it, 1 the best that can do it
 * @param ownPrice what it bills, or null to bill the price of the one it chose
 */
public record AutoModel(
    String id, List<Model> candidates, BigDecimal quality, @Nullable Price ownPrice)
    implements CatalogEntry {

  public AutoModel {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("an auto model needs a candidate");
    }
    if (quality.signum() < 0 || quality.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("the dial goes from 0 to 1");
    }
  }

  /** The price of its own, if it has one. */
  public Optional<Price> price() {
    return Optional.ofNullable(ownPrice);
  }
}
