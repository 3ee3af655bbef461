package dev.tollgate.config;

import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.Route;
import dev.tollgate.routing.RoutePolicy;
import dev.tollgate.routing.Routes;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.upstream.Upstream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Turns the routes of a config's models into those of the router. */
final class RouteWiring {

  private final Map<String, Upstream> upstreams;
  private final UpstreamHealths healths;
  private final RandomGenerator random;

  /**
   * Routes to those upstreams.
   *
   * @param random draws lots; thread-safe
   */
  RouteWiring(Map<String, Upstream> upstreams, UpstreamHealths healths, RandomGenerator random) {
    this.upstreams = upstreams;
    this.healths = healths;
    this.random = random;
  }

  Routes routes(GatewayConfig config) {
    Map<String, Routes.OfModel> models = new LinkedHashMap<>();
    for (ModelConfig model : config.models()) {
      if (model instanceof PricedModelConfig priced) {
        models.put(
            priced.id(),
            new Routes.OfModel(
                policy(priced.routing()),
                priced.routes().stream().map(route -> route(priced, route)).toList()));
      }
    }
    return new Routes(models);
  }

  private Route route(PricedModelConfig model, RouteConfig route) {
    Candidate candidate =
        new Candidate(
            Wiring.known(upstreams, route.upstream()),
            route.model(),
            route.contextWindow().orElse(model.contextWindow()));
    return new Route(candidate, route.weight(), route.enabled());
  }

  private RoutePolicy policy(RoutingMode mode) {
    return switch (mode) {
      case ORDER -> RoutePolicy.inOrder();
      case WEIGHTED -> RoutePolicy.weighted(random);
      case LEAST_BUSY -> RoutePolicy.leastBusy(healths, random);
    };
  }
}
