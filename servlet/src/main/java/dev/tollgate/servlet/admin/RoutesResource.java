package dev.tollgate.servlet.admin;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.routing.RouteMatch;
import dev.tollgate.routing.RouteReport;
import dev.tollgate.routing.Routes;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Routes of models: take some out of use by hand, or put them back. */
final class RoutesResource {

  private static final Set<String> FIELDS =
      Set.of("upstream", "model", "upstream_model", "enabled");

  /** As long as an id in the config may be. */
  private static final int ID_MAX = 128;

  private static final int UPSTREAM_MODEL_MAX = 1_000;

  private final Routes routes;

  RoutesResource(Routes routes) {
    this.routes = routes;
  }

  AdminAnswer enable(AdminCall call) throws IOException {
    Fields fields = call.fields(FIELDS);
    RouteMatch match =
        new RouteMatch(
            fields.text("upstream", ID_MAX),
            fields.optionalText("model", ID_MAX),
            fields.optionalText("upstream_model", UPSTREAM_MODEL_MAX));
    List<RouteReport> meant = routes.enable(match, fields.flag("enabled"));
    if (meant.isEmpty()) {
      throw Refusal.of(RefusalKind.NOT_FOUND, "There is no such route.");
    }
    return AdminAnswer.ok(
        new JsonObject()
            .put("object", "list")
            .put("data", new Json.Arr(meant.stream().map(RoutesResource::json).toList()))
            .build());
  }

  /** The routes to that upstream. */
  Json to(String upstream) {
    return new Json.Arr(
        routes.reports().stream()
            .filter(route -> route.upstream().equals(upstream))
            .map(RoutesResource::json)
            .toList());
  }

  private static Json json(RouteReport route) {
    return new JsonObject()
        .put("upstream", route.upstream())
        .put("model", route.model())
        .put("upstream_model", route.upstreamModel())
        .put("enabled", route.enabled())
        .build();
  }
}
