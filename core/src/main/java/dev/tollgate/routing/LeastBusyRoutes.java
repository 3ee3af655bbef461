package dev.tollgate.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Orders routes by the time that one more request is likely to wait for the first part of its
 * answer: the upstream's usual time, once for each attempt under way and once for the new one.
 * Thread-safe.
 */
final class LeastBusyRoutes implements RoutePolicy {

  private final UpstreamHealths healths;
  private final RandomGenerator random;

  /** A route and how busy its upstream was when it was looked at. */
  private record Seen(Route route, UpstreamLoad load) {

    double wait(double fastest) {
      double usual = load.usualNanos() > 0 ? load.usualNanos() : fastest;
      return usual * (load.inFlight() + 1);
    }
  }

  LeastBusyRoutes(UpstreamHealths healths, RandomGenerator random) {
    this.healths = healths;
    this.random = random;
  }

  @Override
  public List<Route> order(List<Route> routes) {
    List<Seen> seen = new ArrayList<>(routes.size());
    for (Route route : routes) {
      seen.add(new Seen(route, healths.of(route.candidate()).load()));
    }
    // One that was not measured yet is taken for as fast as the fastest, so that it gets its turn.
    double fastest =
        seen.stream()
            .mapToDouble(s -> s.load().usualNanos())
            .filter(nanos -> nanos > 0)
            .min()
            .orElse(1);
    // The sort keeps equals in the order in which they are shuffled here.
    for (int i = seen.size() - 1; i > 0; i--) {
      Collections.swap(seen, i, random.nextInt(i + 1));
    }
    seen.sort(Comparator.comparingDouble(s -> s.wait(fastest)));
    return seen.stream().map(Seen::route).toList();
  }
}
