package dev.tollgate.servlet.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.servlet.fixtures.ApiDocument;
import dev.tollgate.servlet.http.RouteTable.Route;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RoutesDocumentTest {

  private static final String ADMIN = "/admin/v1/";

  @Test
  void everyRouteIsDescribedAndNoOther() {
    Set<String> routes = new TreeSet<>();
    for (Route route : GatewayFilters.ROUTES) {
      if (!route.pattern().startsWith(ADMIN)) {
        assertThat(route.methods().contains("HEAD")).isEqualTo(route.methods().contains("GET"));
        route.methods().stream()
            .filter(method -> !method.equals("HEAD"))
            .forEach(method -> routes.add(method + " " + route.pattern().replace("**", "{id}")));
      }
    }
    Set<String> described =
        ApiDocument.ours().operations().stream()
            .filter(operation -> !operation.contains(" " + ADMIN))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(routes).contains("POST /v1/chat/completions", "GET /openapi.json");
    assertThat(described).isEqualTo(routes);
  }
}
