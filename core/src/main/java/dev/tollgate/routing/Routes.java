package dev.tollgate.routing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes of all models, in the order in which a request tries them, without those that an
 * operator took out of use. Thread-safe.
 *
 * <p>What is taken out by hand is out on this node until it is put back or the process ends; the
 * config says what holds from the start.
 */
public final class Routes {

  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

  private final Map<String, OfModel> models;

  /** At most one entry for each route there is. */
  private final Set<Place> out = ConcurrentHashMap.newKeySet();

  /**
   * The routes of one model.
   *
   * @param routes in the order of the config
   */
  public record OfModel(RoutePolicy policy, List<Route> routes) {
    public OfModel {
      routes = List.copyOf(routes);
    }
  }

  private record Place(String model, int index) {}

  /**
   * Those routes.
   *
   * @param models by the public ids of models
   */
  public Routes(Map<String, OfModel> models) {
    this.models = new LinkedHashMap<>(models);
    this.models.forEach(
        (model, its) -> {
          for (int i = 0; i < its.routes().size(); i++) {
            if (!its.routes().get(i).enabled()) {
              out.add(new Place(model, i));
            }
          }
        });
  }

  /** Routes that are all in use, tried in their order. */
  public static Routes inOrder(Map<String, List<Candidate>> candidates) {
    Map<String, OfModel> models = new LinkedHashMap<>();
    candidates.forEach(
        (model, its) ->
            models.put(
                model, new OfModel(RoutePolicy.inOrder(), its.stream().map(Route::of).toList())));
    return new Routes(models);
  }

  /** The ways of one request to that model; empty when all of them are out of use. */
  List<Candidate> candidates(String model) {
    OfModel its = of(model);
    return its.policy().order(inUse(model, its.routes())).stream().map(Route::candidate).toList();
  }

  /** All ways to that model that are in use, as the config has them. */
  List<Candidate> inUse(String model) {
    return inUse(model, of(model).routes()).stream().map(Route::candidate).toList();
  }

  private OfModel of(String model) {
    OfModel its = models.get(model);
    if (its == null || its.routes().isEmpty()) {
      throw new IllegalStateException("no route for model " + model);
    }
    return its;
  }

  private List<Route> inUse(String model, List<Route> routes) {
    if (out.isEmpty()) {
      return routes;
    }
    List<Route> inUse = new ArrayList<>(routes.size());
    for (int i = 0; i < routes.size(); i++) {
      if (!out.contains(new Place(model, i))) {
        inUse.add(routes.get(i));
      }
    }
    return inUse;
  }

  /** Every route, in the order of the config. */
  public List<RouteReport> reports() {
    List<RouteReport> reports = new ArrayList<>();
    forEach((place, candidate) -> reports.add(report(place, candidate)));
    return reports;
  }

  /**
   * Takes routes out of use, or puts them back; requests under way are not touched.
   *
   * @return those meant, as they are now; empty when there are none
   */
  public List<RouteReport> enable(RouteMatch match, boolean enabled) {
    List<RouteReport> reports = new ArrayList<>();
    forEach(
        (place, candidate) -> {
          if (match.matches(place.model(), candidate)) {
            enable(place, candidate, enabled);
            reports.add(report(place, candidate));
          }
        });
    return reports;
  }

  private void enable(Place place, Candidate candidate, boolean enabled) {
    if (enabled ? out.remove(place) : out.add(place)) {
      LOG.warn(
          "the route of {} to {} at upstream {} is {} use, by hand",
          place.model(),
          candidate.upstreamModel(),
          candidate.upstream().id(),
          enabled ? "in" : "out of");
    }
  }

  private RouteReport report(Place place, Candidate candidate) {
    return new RouteReport(
        place.model(), candidate.upstream().id(), candidate.upstreamModel(), !out.contains(place));
  }

  @FunctionalInterface
  private interface Visitor {
    void visit(Place place, Candidate candidate);
  }

  private void forEach(Visitor visitor) {
    models.forEach(
        (model, its) -> {
          for (int i = 0; i < its.routes().size(); i++) {
            visitor.visit(new Place(model, i), its.routes().get(i).candidate());
          }
        });
  }
}
