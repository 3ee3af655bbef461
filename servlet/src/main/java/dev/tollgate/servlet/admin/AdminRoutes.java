package dev.tollgate.servlet.admin;

import dev.tollgate.servlet.http.RouteTable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the handler of a method and a path; HEAD goes where GET goes. Immutable. */
final class AdminRoutes {

  private final List<AdminRoute> routes;

  AdminRoutes(List<AdminRoute> routes) {
    this.routes = List.copyOf(routes);
  }

  List<AdminRoute> routes() {
    return routes;
  }

  /** Where a request leads. */
  sealed interface Match {

    /** To that handler. */
    record Found(AdminHandler handler, String id) implements Match {}

    /** To a path that has only those methods. */
    record WrongMethod(Set<String> allowed) implements Match {}

    /** Nowhere. */
    record Nowhere() implements Match {}
  }

  /**
   * Looks a request up.
   *
   * @param path the decoded path behind the servlet's own, or null
   */
  Match find(String method, @Nullable String path) {
    if (path == null || !path.startsWith("/")) {
      return new Match.Nowhere();
    }
    List<String> segments = List.of(path.substring(1).split("/", -1));
    String wanted = method.equals("HEAD") ? "GET" : method;
    Set<String> allowed = new LinkedHashSet<>();
    for (AdminRoute route : routes) {
      Optional<String> id = route.match(segments);
      if (id.isPresent() && route.method().equals(wanted)) {
        return new Match.Found(route.handler(), id.get());
      }
      if (id.isPresent()) {
        allowed.add(route.method());
      }
    }
    return allowed.isEmpty() ? new Match.Nowhere() : new Match.WrongMethod(withHead(allowed));
  }

  /** Every path below that prefix with all that it takes. */
  List<RouteTable.Route> paths(String prefix) {
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    for (AdminRoute route : routes) {
      methods
          .computeIfAbsent(prefix + route.path("*"), path -> new LinkedHashSet<>())
          .add(route.method());
    }
    return methods.entrySet().stream()
        .map(path -> new RouteTable.Route(path.getKey(), withHead(path.getValue())))
        .toList();
  }

  private static Set<String> withHead(Set<String> methods) {
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }
}
