package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.ERRORS;
import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Paths that are not there, methods that a path does not take, and queries. */
final class PathRows {

  private static final String ENDPOINTS =
      "Endpoints: POST /v1/chat/completions, GET(+HEAD) /v1/models, /v1/models/{id}";

  private PathRows() {}

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(paths().rows());
    rows.addAll(methods().rows());
    rows.addAll(queries().rows());
    return rows;
  }

  private static Check nowhere() {
    return Expected.error(404, "not_found", "not_found");
  }

  private static Topic paths() {
    Topic topic = new Topic("path").from(ERRORS, "404 | not_found | not_found (path)");
    String[] paths = {
      "/v1/completions",
      "/v1/chat",
      "/v1/chat/completion",
      "/v1/chat/completions/",
      "/v1/chat/completions/x",
      "/v1/Chat/Completions",
      "/v1",
      "/v1/",
      "/v2/models",
      "/v1/responses",
      "/v1/embeddings",
      "/chat/completions",
      "/index.html",
      "/.env"
    };
    for (String path : paths) {
      topic.row("GET " + path, Ask.get(path), nowhere());
      topic.row("POST " + path, Ask.chat("").to(path), nowhere());
    }
    return topic
        .from(TRANSPORT, "Order of refusal: path 404 → method 405 → key 401")
        .row("no key either", Ask.get("/v1/completions").withoutKey(), nowhere())
        .row("no method either", Ask.of("DELETE", "/v1/nothing"), nowhere());
  }

  private static Topic methods() {
    Topic topic = new Topic("method").from(TRANSPORT, "method 405 (+Allow)");
    for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH"}) {
      topic.row(method + " of completions", Ask.of(method, Ask.CHAT), wrongMethod("POST"));
    }
    for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH"}) {
      Check refused = wrongMethod("GET").and(Expected.headerLists("allow", "HEAD"));
      topic.row(method + " of models", Ask.of(method, "/v1/models"), refused);
      topic.row(method + " of a model", Ask.of(method, "/v1/models/$MODEL"), refused);
    }
    return topic
        .row("an unknown method", Ask.of("BREW", Ask.CHAT), wrongMethod("POST"))
        .row(
            "HEAD of completions",
            Ask.of("HEAD", Ask.CHAT),
            Expected.status(405).and(Expected.headerLists("allow", "POST")))
        .from(TRANSPORT, "Order of refusal: path 404 → method 405 → key 401")
        .row("no key either", Ask.get(Ask.CHAT).withoutKey(), wrongMethod("POST"))
        .row(
            "no content type either",
            Ask.of("PUT", Ask.CHAT).header("Content-Type", "text/plain"),
            wrongMethod("POST"));
  }

  private static Check wrongMethod(String allowed) {
    return Expected.error(405, Expected.INVALID, "method_not_allowed")
        .and(Expected.headerLists("allow", allowed));
  }

  private static Topic queries() {
    return new Topic("query")
        .from(TRANSPORT, "tolerate … any query")
        .row("of completions", Ask.chat("").to(Ask.CHAT + "?api-version=1"), Expected.taken())
        .row("without a value", Ask.chat("").to(Ask.CHAT + "?"), Expected.taken())
        .row("with escapes", Ask.chat("").to(Ask.CHAT + "?a=%00%ff&a=b%26"), Expected.taken())
        .row("with a slash", Ask.chat("").to(Ask.CHAT + "?x=/v1/nothing"), Expected.taken())
        .row("of models", Ask.get("/v1/models?limit=1"), Expected.status(200))
        .row("of a model", Ask.get("/v1/models/$MODEL?x"), Expected.status(200))
        .row("of nothing", Ask.get("/v1/nothing?x=/v1/models"), nowhere())
        .from(TRANSPORT, ENDPOINTS)
        .row("HEAD of models", server -> sameHead(server, "/v1/models"))
        .row("HEAD of a model", server -> sameHead(server, "/v1/models/$MODEL"));
  }

  private static void sameHead(Server server, String path)
      throws IOException, InterruptedException {
    var get = server.send(Ask.get(path));
    var head = server.send(Ask.of("HEAD", path));
    Expected.status(200).check(head);
    Mismatch.unless(head.body().isEmpty(), "HEAD has a body");
    for (String name : List.of("content-type", "content-length")) {
      Expected.header(name, get.requiredHeader(name)).check(head);
    }
  }
}
