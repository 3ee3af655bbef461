package dev.tollgate.servlet.admin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the handler of a method and a path; HEAD goes where GET goes. Immutable. */
final class RouteTable {

  private final List<Route> routes;

  RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
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
    for (Route route : routes) {
      Optional<String> id = route.match(segments);
      if (id.isPresent() && route.method().equals(wanted)) {
        return new Match.Found(route.handler(), id.get());
      }
      if (id.isPresent()) {
        allowed.add(route.method());
      }
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    return allowed.isEmpty() ? new Match.Nowhere() : new Match.WrongMethod(allowed);
  }
}
