package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.AUTH;
import static dev.tollgate.samples.conformance.rows.Documents.DOCUMENTATION;
import static dev.tollgate.samples.conformance.rows.Documents.TRANSPORT;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.Reply;
import java.util.List;

/** Who may ask. */
final class AuthRows {

  private AuthRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("key");
    forms(topic);
    wrong(topic);
    order(topic);
    return topic.rows();
  }

  private static Check unauthorized() {
    return Expected.error(401, "authentication_error", "unauthorized")
        .and(
            reply ->
                Mismatch.unless(
                    reply.requiredHeader("www-authenticate").startsWith("Bearer"),
                    "WWW-Authenticate is " + reply.header("www-authenticate")));
  }

  private static void forms(Topic topic) {
    topic.from(DOCUMENTATION, "Authorization header as a Bearer token");
    topic.row("Bearer and the key", Ask.chat("").authorization("Bearer $KEY"), Expected.taken());
    topic.from(AUTH, "`Bearer` case-insensitive");
    for (String scheme : new String[] {"bearer", "BEARER", "bEaReR"}) {
      topic.row(scheme, Ask.chat("").authorization(scheme + " $KEY"), Expected.taken());
    }
    topic.row(
        "of models", Ask.get("/v1/models").authorization("bearer $KEY"), Expected.status(200));
  }

  private static void wrong(Topic topic) {
    topic.from(AUTH, "constant 401 for missing, malformed, unknown, revoked");
    topic.row("none", Ask.chat("").withoutKey(), unauthorized());
    String[] values = {
      "Bearer",
      "Bearer wrong",
      "Bearer sk-",
      "Bearer $KEYx",
      "Bearer x$KEY",
      "Bearer $KEY,$KEY",
      "Bearer $KEY $KEY",
      "Bearer \"$KEY\"",
      "Bearer:$KEY",
      "Bearer=$KEY",
      "$KEY",
      "Basic $KEY",
      "Token $KEY",
      "Bearer $KEY;",
      "Bearer null"
    };
    for (String value : values) {
      topic.row(value, Ask.chat("").authorization(value), unauthorized());
    }
    topic
        .row("twice", Ask.chat("").header("Authorization", "Bearer sk-other"), unauthorized())
        .row(
            "a very long one",
            Ask.chat("").authorization("Bearer " + "x".repeat(4000)),
            unauthorized())
        .row("in x-api-key", Ask.chat("").withoutKey().header("x-api-key", "$KEY"), unauthorized())
        .row(
            "in the query",
            Ask.chat("").withoutKey().to(Ask.CHAT + "?key=$KEY&api_key=$KEY"),
            unauthorized())
        .row(
            "every 401 says the same",
            server -> {
              Reply refused = server.send(Ask.chat("").withoutKey());
              unauthorized().check(refused);
              String none = refused.body();
              for (String value : List.of("Bearer wrong", "Basic $KEY", "Bearer $KEYx")) {
                String other = server.send(Ask.chat("").authorization(value)).body();
                Mismatch.unless(other.equals(none), "other words for " + value + ": " + other);
              }
            })
        .from(AUTH, "/v1/models needs a key, not credits")
        .row("none for models", Ask.get("/v1/models").withoutKey(), unauthorized())
        .row("none for a model", Ask.get("/v1/models/$MODEL").withoutKey(), unauthorized())
        .row("none for an unknown model", Ask.get("/v1/models/nope").withoutKey(), unauthorized());
  }

  private static void order(Topic topic) {
    topic
        .from(TRANSPORT, "Order of refusal: key 401 → rate 429 → content type 415 → size 413")
        .row(
            "before the content type",
            Ask.chat("").authorization("Bearer wrong").contentType("text/plain"),
            unauthorized())
        .row("before the JSON", Ask.text("{").authorization("Bearer wrong"), unauthorized())
        .row("before the rules", Ask.chat("'n':2").withoutKey(), unauthorized())
        .row(
            "before the model",
            Ask.json("{'model':'none'," + Ask.MESSAGES + "}").withoutKey(),
            unauthorized())
        .row(
            "no rate limit headers",
            Ask.chat("").withoutKey(),
            unauthorized().and(Expected.noHeader("x-ratelimit-remaining-requests")));
  }
}
