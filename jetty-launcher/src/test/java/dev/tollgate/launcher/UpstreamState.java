package dev.tollgate.launcher;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the admin API tells of an upstream.
 *
 * @param errors by kind; kinds without one are left out
 * @param outFor seconds, 0 while it is in use
 * @param reason why it was out last, or empty
 */
record UpstreamState(
    String circuit,
    long inFlight,
    long successes,
    Map<String, Long> errors,
    long outFor,
    String reason) {

  /** All attempts that ended. */
  long attempts() {
    return successes + errors.values().stream().mapToLong(Long::longValue).sum();
  }

  static UpstreamState of(AdminCaller admin, String id) throws IOException, InterruptedException {
    Answer list = admin.get("/admin/v1/upstreams");
    String at = "data.0.";
    for (int i = 1; !list.text(at + "id").equals(id); i++) {
      at = "data." + i + ".";
    }
    Map<String, Long> errors = new TreeMap<>();
    for (String kind : list.names(at + "errors")) {
      errors.put(kind, list.integer(at + "errors." + kind));
    }
    return new UpstreamState(
        list.text(at + "circuit"),
        list.integer(at + "in_flight"),
        list.integer(at + "successes"),
        errors,
        list.has(at + "out_for_seconds") ? list.integer(at + "out_for_seconds") : 0,
        list.has(at + "last_out_for") ? list.text(at + "last_out_for") : "");
  }
}
