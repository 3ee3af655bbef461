package dev.tollgate.servlet.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which paths there are and which methods each takes, for those parts of an application that are
 * ours; every other path is a host's own. Immutable.
 */
public final class RouteTable {

  private final Set<String> areas;
  private final List<Route> routes;

  /**
   * One row.
   *
   * @param pattern a path; a segment {@code *} stands for any one segment that is not empty, and a
   *     last segment {@code **} for all the rest, which is not empty either
   * @param methods what it takes, without OPTIONS, which every path takes
   */
  public record Route(String pattern, Set<String> methods) {
    public Route {
      if (!pattern.startsWith("/") || methods.isEmpty()) {
        throw new IllegalArgumentException("a route is a path and its methods: " + pattern);
      }
      methods = Set.copyOf(methods);
    }

    private boolean matches(String path) {
      String[] wanted = pattern.split("/", -1);
      String[] given = path.split("/", -1);
      for (int i = 0; i < wanted.length; i++) {
        if (i >= given.length) {
          return false;
        }
        if (wanted[i].equals("**") && i == wanted.length - 1) {
          return i < given.length - 1 || !given[i].isEmpty();
        }
        boolean any = wanted[i].equals("*") && !given[i].isEmpty();
        if (!any && !wanted[i].equals(given[i])) {
          return false;
        }
      }
      return wanted.length == given.length;
    }
  }

  /**
   * A table.
   *
   * @param areas the parts that are ours, as {@code /v1}: that path and all below it; {@code /} is
   *     the whole application
   * @param routes where two match a path, the first one counts
   */
  public RouteTable(Set<String> areas, List<Route> routes) {
    this.areas = Set.copyOf(areas);
    this.routes = List.copyOf(routes);
  }

  /** True when the path, decoded and inside the application, is ours to answer. */
  boolean covers(String path) {
    for (String area : areas) {
      if (area.equals("/") || path.equals(area) || path.startsWith(area + "/")) {
        return true;
      }
    }
    return false;
  }

  /** The route of that path. */
  Optional<Route> find(String path) {
    return routes.stream().filter(route -> route.matches(path)).findFirst();
  }

  /** Every method of every route. */
  Set<String> methods() {
    Set<String> all = new LinkedHashSet<>();
    routes.forEach(route -> all.addAll(route.methods()));
    return all;
  }
}
