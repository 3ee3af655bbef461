package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.DOCUMENTATION;
import static dev.tollgate.samples.conformance.rows.Documents.ERRORS;
import static dev.tollgate.samples.conformance.rows.Documents.MODELS;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.Reply;
import dev.tollgate.samples.conformance.client.Server;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The list of models and each of them. */
final class ModelsRows {

  private static final String SHAPE =
      "data:[{id,object:\"model\",created,owned_by,name,context_length,pricing}]";

  private ModelsRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("models");
    shape(topic);
    single(topic);
    return topic.rows();
  }

  private static void shape(Topic topic) {
    topic
        .from(DOCUMENTATION, "Use GET /v1/models to list all available models")
        .row(
            "a list",
            Ask.get("/v1/models"),
            reply -> {
              Expected.status(200).check(reply);
              AnswerShape.requireText(reply.json(), "object", "list");
              Mismatch.unless(!reply.json().items("data").isEmpty(), "no models");
              Mismatch.unless(
                  reply.requiredHeader("content-type").startsWith("application/json"), "no JSON");
            })
        .row(
            "the model asked is listed",
            server -> {
              for (JsonValue card : cards(server)) {
                if (server
                    .send(Ask.get("/v1/models/$MODEL"))
                    .json()
                    .text("id")
                    .equals(card.text("id"))) {
                  return;
                }
              }
              throw new Mismatch("the model is not in the list");
            })
        .from(MODELS, SHAPE)
        .row(
            "ids are unique",
            server -> {
              Set<String> ids = new HashSet<>();
              cards(server).forEach(c -> Mismatch.unless(ids.add(c.text("id")), "an id twice"));
            });
    each(topic, "id", card -> Mismatch.unless(!card.text("id").isBlank(), "a blank id"));
    each(topic, "object", card -> AnswerShape.requireText(card, "object", "model"));
    each(
        topic,
        "created",
        card -> Mismatch.unless(card.integer("created") > 1_000_000_000, "no Unix second"));
    each(topic, "owned_by", card -> Mismatch.unless(!card.text("owned_by").isEmpty(), "empty"));
    each(topic, "name", card -> Mismatch.unless(!card.text("name").isEmpty(), "empty"));
    each(
        topic,
        "context_length",
        card -> Mismatch.unless(card.integer("context_length") > 0, "not positive"));
    topic.from(MODELS, "pricing decimal strings USD/token");
    each(topic, "pricing.prompt", card -> price(card.text("pricing.prompt")));
    each(topic, "pricing.completion", card -> price(card.text("pricing.completion")));
  }

  private static void price(String price) {
    Mismatch.unless(price.matches("\\d+(\\.\\d+)?"), "the price is " + price);
    Mismatch.unless(
        new BigDecimal(price).compareTo(new BigDecimal("0.01")) < 0, "not per token: " + price);
  }

  private static void each(Topic topic, String member, Consumer<JsonValue> check) {
    topic.row("every " + member, server -> cards(server).forEach(check));
  }

  private static List<JsonValue> cards(Server server) throws IOException, InterruptedException {
    Reply reply = server.send(Ask.get("/v1/models"));
    Expected.status(200).check(reply);
    return reply.json().items("data");
  }

  private static void single(Topic topic) {
    topic
        .from(MODELS, "Ids may hold `/`: the rest of the path is the id")
        .row("each by its id is as in the list", server -> compareAll(server, false))
        .row("each by its id with slashes escaped", server -> compareAll(server, true))
        .from(ERRORS, "model_not_found (GET model)")
        .row("an unknown one", unknown("no-such-model-7f3a"), notFound())
        .row("an unknown one with slashes", unknown("no/such/model"), notFound())
        .row("one with more behind", unknown("$MODEL/x"), notFound())
        .row("an unknown one with odd characters", unknown("%C3%A9%20%F0%9F%98%80"), notFound())
        .row("an unknown one by HEAD", Ask.of("HEAD", "/v1/models/nope"), Expected.status(404));
  }

  private static Ask unknown(String id) {
    return Ask.get("/v1/models/" + id);
  }

  private static Check notFound() {
    return Expected.error(404, "not_found", "model_not_found");
  }

  private static void compareAll(Server server, boolean escaped)
      throws IOException, InterruptedException {
    for (JsonValue card : cards(server)) {
      String id = card.text("id");
      Reply one = server.send(Ask.get("/v1/models/" + (escaped ? id.replace("/", "%2F") : id)));
      Expected.status(200).check(one);
      Mismatch.unless(one.json().equals(card), id + " differs: " + one.body());
    }
  }
}
