package dev.tollgate.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final Candidate ONE = new Candidate(new NamedUpstream("first"), "one");
  private static final Candidate TWO = new Candidate(new NamedUpstream("first"), "two");
  private static final Candidate THREE = new Candidate(new NamedUpstream("second"), "one");

  private final Routes routes =
      Routes.inOrder(Map.of("big", List.of(ONE, TWO, THREE), "small", List.of(ONE)));

  private static RouteMatch match(String upstream) {
    return new RouteMatch(upstream, null, null);
  }

  @Test
  void aRouteOutOfUseIsLeftOutForItsModelAlone() {
    List<RouteReport> meant = routes.enable(new RouteMatch("first", "big", "one"), false);

    assertThat(meant).containsExactly(new RouteReport("big", "first", "one", false));
    assertThat(routes.candidates("big")).containsExactly(TWO, THREE);
    assertThat(routes.candidates("small")).containsExactly(ONE);
    assertThat(routes.reports())
        .contains(
            new RouteReport("big", "first", "one", false),
            new RouteReport("big", "first", "two", true),
            new RouteReport("small", "first", "one", true))
        .hasSize(4);
  }

  @Test
  void aWholeUpstreamIsTakenOutAndPutBack() {
    assertThat(routes.enable(match("first"), false)).hasSize(3);

    assertThat(routes.candidates("big")).containsExactly(THREE);
    assertThat(routes.candidates("small")).isEmpty();

    assertThat(routes.enable(match("first"), true)).allMatch(RouteReport::enabled).hasSize(3);
    assertThat(routes.candidates("big")).containsExactly(ONE, TWO, THREE);
  }

  @Test
  void whatMatchesNothingChangesNothing() {
    assertThat(routes.enable(match("third"), false)).isEmpty();
    assertThat(routes.enable(new RouteMatch("second", "small", null), false)).isEmpty();

    assertThat(routes.reports()).allMatch(RouteReport::enabled);
  }

  @Test
  void aRouteMayBeOutOfUseFromTheStart() {
    Routes some =
        new Routes(
            Map.of(
                "big",
                new Routes.OfModel(
                    RoutePolicy.inOrder(),
                    List.of(new Route(ONE, 1, false), new Route(TWO, 1, true)))));

    assertThat(some.candidates("big")).containsExactly(TWO);

    some.enable(match("first"), true);
    assertThat(some.candidates("big")).containsExactly(ONE, TWO);
  }

  @Test
  void thePolicyPutsThoseInUseInOrder() {
    Routes turned =
        new Routes(
            Map.of(
                "big",
                new Routes.OfModel(
                    its -> List.of(its.get(1), its.get(0)),
                    List.of(Route.of(ONE), new Route(TWO, 1, false), Route.of(THREE)))));

    assertThat(turned.candidates("big")).containsExactly(THREE, ONE);
  }
}
