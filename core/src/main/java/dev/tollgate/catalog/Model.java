package dev.tollgate.catalog;

import dev.tollgate.pricing.Price;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model with a price of its own.
 *
 * @param id the public id; never the upstream's name
 * @param category a word for people, as {@code premium}
 * @param contextWindow tokens, prompt and completion together
 * @param maxOutputTokens the model's own cap, at least 1
 * @param checksStructuredOutput whether an answer that is not the JSON asked for counts as a
 *     failure
 * @param profile which learned quality head speaks for it, or null to go by its price
 * @param ignores what of a request it does not obey
 */
public record Model(
    String id,
    String category,
    Price price,
    long contextWindow,
    long maxOutputTokens,
    Set<Capability> capabilities,
    boolean checksStructuredOutput,
    @Nullable String profile,
    Set<Ignored> ignores)
    implements CatalogEntry {

  public Model {
    capabilities = Set.copyOf(capabilities);
    ignores = Set.copyOf(ignores);
  }

  /** A model that goes by its price, obeys, and whose structured answers are checked. */
  public Model(
      String id,
      String category,
      Price price,
      long contextWindow,
      long maxOutputTokens,
      Set<Capability> capabilities) {
    this(id, category, price, contextWindow, maxOutputTokens, capabilities, true, null, Set.of());
  }

  /** Which learned quality head speaks for it, if one does. */
  public Optional<String> qualityProfile() {
    return Optional.ofNullable(profile);
  }
}
