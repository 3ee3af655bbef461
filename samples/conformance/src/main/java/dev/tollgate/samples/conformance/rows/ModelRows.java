package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.MODEL;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.Reply;
import java.util.List;

/** Which model is asked. */
final class ModelRows {

  private ModelRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("model");
    topic
        .from(MODEL, "Response model: the id asked for")
        .row(
            "the id asked for is shown",
            server -> {
              String first = server.send(Ask.get("/v1/models")).json().text("data.0.id");
              Reply reply = server.send(ask('"' + first + '"'));
              Expected.answer(answer -> AnswerShape.requireText(answer, "model", first))
                  .check(reply);
            })
        .from(MODEL, "null/absent = the configured default-model (none: 400 invalid_model)")
        .row("null is the default", ask("null"), defaultModel())
        .row("absent is the default", Ask.json("{" + Ask.MESSAGES + "}"), defaultModel())
        .from(REFERENCE, "model: Any other value returns a #400 with code invalid_model");
    String[] unknown = {
      "''",
      "' '",
      "'no-such-model-7f3a'",
      "'$MODEL '",
      "' $MODEL'",
      "'$MODEL/x'",
      "'auto'",
      "'null'"
    };
    for (String value : unknown) {
      topic.row(value + " is refused", ask(value), Expected.refused("invalid_model", "model"));
    }
    topic
        .from(MODEL, "any other string, \"\" too, 400 invalid_model (not OpenAI's 404)")
        .row(
            "a long one is refused",
            ask("'" + "m".repeat(10_000) + "'"),
            Expected.refused("invalid_model", "model"))
        .row(
            "an unknown one in a stream is refused as JSON",
            Ask.json("{'model':'no-such-model-7f3a','stream':true," + Ask.MESSAGES + "}"),
            Expected.refused("invalid_model", "model"))
        .from(MODEL, "non-string 400");
    for (String value : new String[] {"1", "0", "true", "false", "[]", "['$MODEL']", "{}"}) {
      topic.row(
          value + " is refused", ask(value), Expected.status(400).and(Expected.param("model")));
    }
    return topic.rows();
  }

  private static Ask ask(String model) {
    return Ask.json("{'model':" + model + "," + Ask.MESSAGES + "}");
  }

  private static Check defaultModel() {
    return reply -> {
      if (reply.status() == 400) {
        Expected.error(400, Expected.INVALID, "invalid_model").check(reply);
        return;
      }
      Expected.taken().check(reply);
      JsonValue answer = reply.json();
      Mismatch.unless(!answer.text("model").isBlank(), "no model is named");
    };
  }
}
