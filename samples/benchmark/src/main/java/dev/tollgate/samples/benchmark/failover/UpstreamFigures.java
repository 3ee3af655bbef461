package dev.tollgate.samples.benchmark.failover;

import dev.tollgate.json.Json;
import java.io.IOException;

/**
 * What the gateway tells of an upstream.
 *
 * @param answers tries that went well
 * @param failures tries that did not
 * @param isOut whether it gets no requests now
 */
record UpstreamFigures(long answers, long failures, boolean isOut) {

  static UpstreamFigures of(ServedGateway gateway, String id)
      throws IOException, InterruptedException {
    if (gateway.get("upstreams").get("data") instanceof Json.Arr list) {
      for (Json item : list.items()) {
        if (item instanceof Json.Obj upstream && upstream.get("id") instanceof Json.Str name) {
          if (name.value().equals(id)) {
            return read(upstream);
          }
        }
      }
    }
    throw new IOException("the gateway does not know the upstream " + id);
  }

  private static UpstreamFigures read(Json.Obj upstream) {
    long failures = 0;
    if (upstream.get("errors") instanceof Json.Obj errors) {
      for (Json count : errors.members().values()) {
        failures += count(count);
      }
    }
    boolean closed = upstream.get("circuit") instanceof Json.Str word && is(word, "closed");
    Json answers = upstream.get("successes");
    return new UpstreamFigures(answers == null ? 0 : count(answers), failures, !closed);
  }

  private static boolean is(Json.Str word, String value) {
    return word.value().equals(value);
  }

  private static long count(Json json) {
    return json instanceof Json.Num number && number.isLong() ? number.longValue() : 0;
  }
}
