package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.List;

/** What browsers ask first, and what they need in every answer. */
final class CorsRows {

  private static final String ANYWHERE = "OPTIONS anywhere: 204 without key; ACAO `*`";
  private static final String ASKED =
      "authorization,content-type,x-stainless-os,x-stainless-retry-count";

  private CorsRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("cors");
    preflights(topic);
    answers(topic);
    return topic.rows();
  }

  private static Check preflight() {
    return Expected.status(204)
        .and(Expected.header("access-control-allow-origin", "*"))
        .and(reply -> Mismatch.unless(reply.body().isEmpty(), "a 204 with a body"));
  }

  private static Ask options(String path) {
    return Ask.of("OPTIONS", path)
        .withoutKey()
        .header("Origin", "https://app.example")
        .header("Access-Control-Request-Method", "POST");
  }

  private static void preflights(Topic topic) {
    topic.from(TRANSPORT, ANYWHERE);
    for (String path :
        List.of(Ask.CHAT, "/v1/models", "/v1/models/a/b", "/v1/nothing", "/", "/x")) {
      topic.row("OPTIONS " + path, options(path), preflight());
    }
    topic.row("OPTIONS with a key", options(Ask.CHAT).authorization("Bearer $KEY"), preflight());
    topic.row("OPTIONS with a wrong key", options(Ask.CHAT).authorization("Bearer x"), preflight());
    topic.row("OPTIONS without an origin", Ask.of("OPTIONS", Ask.CHAT).withoutKey(), preflight());
    topic.row(
        "methods of completions",
        options(Ask.CHAT),
        preflight().and(Expected.headerLists("access-control-allow-methods", "POST")));
    topic.row(
        "methods of models",
        options("/v1/models"),
        preflight().and(Expected.headerLists("access-control-allow-methods", "GET")));
    topic.from(TRANSPORT, "Allow-Headers reflects what is asked");
    topic.row(
        "asked headers are reflected",
        options(Ask.CHAT).header("Access-Control-Request-Headers", ASKED),
        preflight().and(Expected.header("access-control-allow-headers", ASKED)));
    topic.row(
        "a header nobody has heard of",
        options(Ask.CHAT).header("Access-Control-Request-Headers", "X-Odd_1~"),
        preflight().and(Expected.header("access-control-allow-headers", "X-Odd_1~")));
  }

  private static void answers(Topic topic) {
    Check open = Expected.header("access-control-allow-origin", "*");
    topic
        .from(TRANSPORT, "ACAO on errors too")
        .row("on 200", browser(Ask.chat("")), Expected.status(200).and(open))
        .row("on a stream", browser(Ask.chat("'stream':true")), Expected.status(200).and(open))
        .row("on models", browser(Ask.get("/v1/models")), Expected.status(200).and(open))
        .row("on 400", browser(Ask.text("{")), Expected.status(400).and(open))
        .row("on 401", browser(Ask.chat("").withoutKey()), Expected.status(401).and(open))
        .row("on 404", browser(Ask.get("/v1/nothing")), Expected.status(404).and(open))
        .row(
            "on an unknown model", browser(Ask.get("/v1/models/x")), Expected.status(404).and(open))
        .row("on 405", browser(Ask.get(Ask.CHAT)), Expected.status(405).and(open))
        .row(
            "on 415",
            browser(Ask.chat("").contentType("text/plain")),
            Expected.status(415).and(open))
        .from(TRANSPORT, "Expose-Headers lists x-request-id, retry-after, x-ratelimit-*");
    String[] exposed = {
      "x-request-id",
      "retry-after",
      "x-ratelimit-limit-requests",
      "x-ratelimit-remaining-requests",
      "x-ratelimit-reset-requests",
      "x-ratelimit-limit-requests-day",
      "x-ratelimit-remaining-requests-day",
      "x-ratelimit-reset-requests-day"
    };
    for (String name : exposed) {
      topic.row(
          "exposes " + name,
          browser(Ask.get("/v1/models")),
          Expected.headerLists("access-control-expose-headers", name));
    }
  }

  private static Ask browser(Ask ask) {
    return ask.header("Origin", "https://app.example");
  }
}
