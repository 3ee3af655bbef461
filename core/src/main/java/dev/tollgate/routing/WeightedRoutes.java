package dev.tollgate.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws one route after another out of those left, by their weights. Thread-safe. */
final class WeightedRoutes implements RoutePolicy {

  private final RandomGenerator random;

  WeightedRoutes(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public List<Route> order(List<Route> routes) {
    List<Route> left = new ArrayList<>(routes);
    List<Route> drawn = new ArrayList<>(routes.size());
    long sum = left.stream().mapToLong(Route::weight).sum();
    while (sum > 0) {
      Route next = left.remove(place(left, random.nextLong(sum)));
      sum -= next.weight();
      drawn.add(next);
    }
    // Those without a weight.
    drawn.addAll(left);
    return drawn;
  }

  private static int place(List<Route> routes, long lot) {
    long passed = 0;
    for (int i = 0; i < routes.size(); i++) {
      passed += routes.get(i).weight();
      if (lot < passed) {
        return i;
      }
    }
    throw new IllegalStateException("a lot beyond the sum of the weights");
  }
}
