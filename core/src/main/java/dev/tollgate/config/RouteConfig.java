package dev.tollgate.config;

import dev.tollgate.pricing.Price;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One way to have a model answered.
 *
 * @param upstream the id of an upstream
 * @param model that upstream's name of the model, never shown to callers
 * @param weight 0 to 1000, its share of the requests where the model goes by weights; 0 for one
 *     that is tried behind all others
 * @param window tokens that the model takes there, prompt and completion together, at least 1; null
 *     for as many as the model says
 * @param enabled false to have it out of use until an operator puts it in use
 */
public record RouteConfig(
    String upstream, String model, int weight, @Nullable Long window, boolean enabled) {

  static final int DEFAULT_WEIGHT = 1;

  static final int MOST_WEIGHT = 1_000;

  public RouteConfig {
    Ranges.checkNotEmpty(upstream, "route's upstream");
    Ranges.checkNotEmpty(model, "route's model");
    Ranges.check(weight, 0, MOST_WEIGHT, "weight");
    if (window != null) {
      Ranges.check(window, 1, Price.ABSURD_TOKENS, "context-window");
    }
  }

  /** A route with the defaults for the rest. */
  public RouteConfig(String upstream, String model) {
    this(upstream, model, DEFAULT_WEIGHT, null, true);
  }

  /** How long conversations may be there, if the route says it. */
  public Optional<Long> contextWindow() {
    return Optional.ofNullable(window);
  }
}
