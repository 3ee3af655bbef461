package dev.tollgate.config;

import dev.tollgate.pricing.Price;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the routes of a model and how it picks among them. */
final class RouteReader {

  private static final List<String> KEYS =
      List.of("upstream", "model", "weight", "context-window", "enabled");

  private final Ids upstreams;
  private final Problems problems;

  /** Routes may name those upstreams. */
  RouteReader(Ids upstreams, Problems problems) {
    this.upstreams = upstreams;
    this.problems = problems;
  }

  /** How the model picks. */
  RoutingMode mode(Section model) {
    String name = model.text("routing", "order");
    Optional<RoutingMode> mode = RoutingMode.named(name);
    if (mode.isEmpty()) {
      model.fault("routing", "must be one of " + String.join(", ", RoutingMode.names()));
    }
    // Weights stand beside a mistyped mode most likely because they were to count.
    return mode.orElse(RoutingMode.WEIGHTED);
  }

  List<RouteConfig> routes(Section model, RoutingMode mode) {
    List<RouteConfig> routes = new ArrayList<>();
    for (Section section : model.requiredGroups("routes", KEYS)) {
      RouteConfig route = route(section, mode);
      if (route != null) {
        routes.add(route);
      }
    }
    return routes;
  }

  private @Nullable RouteConfig route(Section section, RoutingMode mode) {
    Word upstream = section.requiredWord("upstream");
    Word model = section.requiredWord("model");
    if (upstream != null && !upstreams.isEmpty() && !upstreams.has(upstream.text())) {
      problems.add(upstream.spot(), upstream.unknown("upstream", upstreams.all()));
    }
    if (section.has("weight") && mode != RoutingMode.WEIGHTED) {
      section.fault("weight", "counts only where the model has routing: weighted");
    }
    long weight = section.count("weight", 0, RouteConfig.MOST_WEIGHT, RouteConfig.DEFAULT_WEIGHT);
    Long window =
        section.has("context-window")
            ? (Long) section.count("context-window", 1, Price.ABSURD_TOKENS, 1)
            : null;
    boolean enabled = section.flag("enabled", true);
    return upstream == null || model == null
        ? null
        : new RouteConfig(upstream.text(), model.text(), (int) weight, window, enabled);
  }
}
