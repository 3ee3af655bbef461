package dev.tollgate.servlet.admin;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.routing.UpstreamReport;
import java.time.Duration;
import java.util.Locale;

/** How each upstream does, and which routes lead to it. */
final class UpstreamsResource {

  private final UpstreamHealths healths;
  private final RoutesResource routes;

  UpstreamsResource(UpstreamHealths healths, RoutesResource routes) {
    this.healths = healths;
    this.routes = routes;
  }

  AdminAnswer list(AdminCall call) {
    return AdminAnswer.ok(
        new JsonObject()
            .put("object", "list")
            .put("data", new Json.Arr(healths.reports().stream().map(this::json).toList()))
            .build());
  }

  private Json json(UpstreamReport report) {
    JsonObject errors = new JsonObject();
    report.failures().forEach((kind, count) -> errors.put(word(kind), count));
    JsonObject json =
        new JsonObject()
            .put("id", report.id())
            .put("circuit", report.circuit().label())
            .put("in_flight", report.inFlight())
            .put("successes", report.successes())
            .put("errors", errors.build());
    report.outFor().ifPresent(time -> json.put("out_for_seconds", roundedUp(time)));
    report.reason().ifPresent(kind -> json.put("last_out_for", word(kind)));
    report.latency().ifPresent(times -> json.put("latency_ms", json(times)));
    report.firstToken().ifPresent(times -> json.put("first_token_ms", json(times)));
    return json.put("routes", routes.to(report.id())).build();
  }

  private static Json json(UpstreamReport.Times times) {
    return new JsonObject()
        .put("p50", times.p50().toMillis())
        .put("p95", times.p95().toMillis())
        .build();
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static long roundedUp(Duration time) {
    return time.plusMillis(999).toSeconds();
  }
}
