package dev.tollgate.catalog;

import dev.tollgate.pricing.Price;
import java.util.Set;

/**
 * A model with a price of its own.
 *
 * @param id the public id; never the upstream's name
 * @param category a word for people, as {@code premium}
 * @param contextWindow tokens, prompt and completion together
 * @param maxOutputTokens the model's own cap, at least 1
 */
public record Model(
    String id,
    String category,
    Price price,
    long contextWindow,
    long maxOutputTokens,
    Set<Capability> capabilities)
    implements CatalogEntry {

  public Model {
    capabilities = Set.copyOf(capabilities);
  }
}
