package dev.tollgate.config;

import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Ignored;
import dev.tollgate.pricing.Price;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model with a price and ways to have it answered.
 *
 * @param contextWindow tokens, prompt and completion together, at least 1
 * @param maxOutputTokens the model's own cap, at least 1
 * @param profile which learned quality head speaks for it, or null to go by its price
 * @param routing how one request picks among the routes
 * @param routes at least one
 * @param checksStructuredOutput whether an answer that is not the JSON asked for counts as a
 *     failure
 * @param ignores what of a request it does not obey
 */
public record PricedModelConfig(
    String id,
    String category,
    Price price,
    long contextWindow,
    long maxOutputTokens,
    Set<Capability> capabilities,
    @Nullable String profile,
    RoutingMode routing,
    List<RouteConfig> routes,
    boolean checksStructuredOutput,
    Set<Ignored> ignores)
    implements ModelConfig {

  static final String DEFAULT_CATEGORY = "standard";

  static final long DEFAULT_CONTEXT_WINDOW = 128_000;

  static final long DEFAULT_MAX_OUTPUT_TOKENS = 16_384;

  public PricedModelConfig {
    Ranges.checkNotEmpty(id, "model id");
    Ranges.check(contextWindow, 1, Price.ABSURD_TOKENS, "context-window");
    Ranges.check(maxOutputTokens, 1, Price.ABSURD_TOKENS, "max-output-tokens");
    capabilities = Set.copyOf(capabilities);
    routes = List.copyOf(routes);
    ignores = Set.copyOf(ignores);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("a model needs a route");
    }
  }

  /** A model with that price, one way to have it answered, and the defaults for the rest. */
  public static PricedModelConfig of(String id, Price price, RouteConfig route) {
    return new PricedModelConfig(
        id,
        DEFAULT_CATEGORY,
        price,
        DEFAULT_CONTEXT_WINDOW,
        DEFAULT_MAX_OUTPUT_TOKENS,
        Set.of(),
        null,
        RoutingMode.ORDER,
        List.of(route),
        true,
        Set.of());
  }

  /** The same with structured answers checked, or passed on as they are. */
  public PricedModelConfig withStructuredOutputChecked(boolean checked) {
    return new PricedModelConfig(
        id,
        category,
        price,
        contextWindow,
        maxOutputTokens,
        capabilities,
        profile,
        routing,
        routes,
        checked,
        ignores);
  }

  /** Which learned quality head speaks for it, if one does. */
  public Optional<String> qualityProfile() {
    return Optional.ofNullable(profile);
  }
}
