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
 * @param checksStructuredOutput whether an answer that is not the JSON asked for counts as a
 *     failure
 */
public record Model(
    String id,
    String category,
    Price price,
    long contextWindow,
    long maxOutputTokens,
    Set<Capability> capabilities,
    boolean checksStructuredOutput)
    implements CatalogEntry {

  public Model {
    capabilities = Set.copyOf(capabilities);
  }

  /** A model whose structured answers are checked. */
  public Model(
      String id,
      String category,
      Price price,
      long contextWindow,
      long maxOutputTokens,
      Set<Capability> capabilities) {
    this(id, category, price, contextWindow, maxOutputTokens, capabilities, true);
  }
}
