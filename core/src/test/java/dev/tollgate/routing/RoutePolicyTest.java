package dev.tollgate.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoutePolicyTest {

  private static final int DRAWS = 10_000;

  private final ManualNanos nanos = new ManualNanos();
  private final UpstreamHealths healths =
      new UpstreamHealths(List.of("a", "b", "c"), nanos, new Random(7));
  private final RoutePolicy leastBusy = RoutePolicy.leastBusy(healths, new Random(7));

  private static Route route(String upstream, int weight) {
    return new Route(new Candidate(new NamedUpstream(upstream), "its"), weight, true);
  }

  private static List<String> ids(List<Route> routes) {
    return routes.stream().map(route -> route.candidate().upstream().id()).toList();
  }

  private static Map<List<String>, Integer> draw(RoutePolicy policy, Route... routes) {
    Map<List<String>, Integer> orders = new HashMap<>();
    for (int i = 0; i < DRAWS; i++) {
      orders.merge(ids(policy.order(List.of(routes))), 1, Integer::sum);
    }
    return orders;
  }

  private static double share(Map<List<String>, Integer> orders, String... order) {
    return (double) orders.getOrDefault(List.of(order), 0) / DRAWS;
  }

  private UpstreamHealth.Visit visit(Route route) {
    return healths.enter(route.candidate()).orElseThrow();
  }

  private void answersIn(Route route, Duration time) {
    UpstreamHealth.Visit visit = visit(route);
    nanos.advance(time);
    visit.answers();
    visit.succeeded();
  }

  private String first(Route... routes) {
    return leastBusy.order(List.of(routes)).get(0).candidate().upstream().id();
  }

  @Test
  void weightsAreSharesOfTheFirstPlaceAndOfEachNextOne() {
    Map<List<String>, Integer> orders =
        draw(RoutePolicy.weighted(new Random(7)), route("a", 6), route("b", 3), route("c", 1));

    assertThat(share(orders, "a", "b", "c")).isCloseTo(0.6 * 3 / 4, within(0.02));
    assertThat(share(orders, "a", "c", "b")).isCloseTo(0.6 * 1 / 4, within(0.02));
    assertThat(share(orders, "b", "a", "c")).isCloseTo(0.3 * 6 / 7, within(0.02));
    assertThat(share(orders, "c", "b", "a")).isCloseTo(0.1 * 3 / 9, within(0.02));
  }

  @Test
  void routesWithoutWeightComeBehindAllOthersInTheirOrder() {
    Map<List<String>, Integer> orders =
        draw(RoutePolicy.weighted(new Random(7)), route("c", 0), route("b", 0), route("a", 5));

    assertThat(orders).containsOnlyKeys(List.of("a", "c", "b"));
  }

  @Test
  void oneWithFewerAttemptsUnderWayComesFirst() {
    Route a = route("a", 1);
    Route b = route("b", 1);
    visit(a);
    visit(a);
    visit(b);

    assertThat(ids(leastBusy.order(List.of(a, b, route("c", 1))))).containsExactly("c", "b", "a");
  }

  @Test
  void aFastUpstreamTakesMoreAttemptsAtOnceThanASlowOne() {
    Route fast = route("a", 1);
    Route slow = route("b", 1);
    answersIn(fast, Duration.ofMillis(100));
    answersIn(slow, Duration.ofMillis(350));

    assertThat(first(slow, fast)).isEqualTo("a");
    visit(fast);
    visit(fast);
    assertThat(first(slow, fast)).isEqualTo("a");
    visit(fast);
    assertThat(first(slow, fast)).isEqualTo("b");
  }

  @Test
  void oneThatWasNeverMeasuredIsTakenForAsFastAsTheFastest() {
    Route known = route("a", 1);
    Route fresh = route("b", 1);
    answersIn(known, Duration.ofMillis(100));
    visit(known);

    assertThat(first(known, fresh)).isEqualTo("b");
  }

  @Test
  void oneThatWasSlowOnceGetsItsTurnAgain() {
    Route fast = route("a", 1);
    Route slow = route("b", 1);
    answersIn(fast, Duration.ofMillis(200));
    answersIn(slow, Duration.ofSeconds(8));
    for (int i = 0; i < 6; i++) {
      assertThat(first(slow, fast)).isEqualTo("a");
      nanos.advance(Duration.ofSeconds(10));
      answersIn(fast, Duration.ofMillis(200));
    }

    assertThat(first(slow, fast)).isEqualTo("b");
  }

  @Test
  void equalsTakeTurns() {
    Map<List<String>, Integer> orders = draw(leastBusy, route("a", 1), route("b", 1));

    assertThat(share(orders, "a", "b")).isCloseTo(0.5, within(0.02));
    assertThat(share(orders, "b", "a")).isCloseTo(0.5, within(0.02));
  }
}
