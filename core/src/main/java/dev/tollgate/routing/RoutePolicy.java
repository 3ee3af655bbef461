package dev.tollgate.routing;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * In which order the routes of a model are tried. Asked once for each request, on the thread that
 * plans it: it must be quick. Thread-safe.
 */
@FunctionalInterface
public interface RoutePolicy {

  /**
   * Puts routes in order. Those whose upstream is out are among them: they are passed over when
   * their turn comes.
   *
   * @param routes those in use, in the order of the config
   * @return the same ones, the first to be tried first
   */
  List<Route> order(List<Route> routes);

  /** As the config has them. */
  static RoutePolicy inOrder() {
    return routes -> routes;
  }

  /**
   * Drawn by lot, each as often the first as its weight says; so is the next one among the rest.
   *
   * @param random thread-safe
   */
  static RoutePolicy weighted(RandomGenerator random) {
    return new WeightedRoutes(random);
  }

  /**
   * The one first where a request is likely to be answered soonest: few attempts under way at an
   * upstream that answers fast.
   *
   * @param random decides between equals; thread-safe
   */
  static RoutePolicy leastBusy(UpstreamHealths healths, RandomGenerator random) {
    return new LeastBusyRoutes(healths, random);
  }
}
