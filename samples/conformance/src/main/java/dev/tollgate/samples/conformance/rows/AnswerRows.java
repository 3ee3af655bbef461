package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.ANSWER;
import static dev.tollgate.samples.conformance.rows.Documents.REFERENCE;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.List;
import java.util.function.Consumer;

/** Whole answers. */
final class AnswerRows {

  private static final String CHOICE = "choice {index 0, message, logprobs null, finish_reason}";

  private AnswerRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("answer");
    members(topic);
    calls(topic);
    return topic.rows();
  }

  private static void one(Topic topic, String what, Consumer<JsonValue> check) {
    topic.row(what, Ask.chat(""), Expected.answer(check));
  }

  private static void members(Topic topic) {
    topic.from(
        ANSWER, "{id \"chatcmpl-…\" own, object, created seconds, model, choices[1], usage}");
    one(topic, "its members and no others", answer -> {});
    topic.row(
        "ids are new",
        server -> {
          String first = server.send(Ask.chat("")).json().text("id");
          String second = server.send(Ask.chat("")).json().text("id");
          Mismatch.unless(!first.equals(second), "the same id twice: " + first);
        });
    topic.row(
        "its content type",
        Ask.chat(""),
        reply -> {
          Expected.status(200).check(reply);
          String type = reply.requiredHeader("content-type");
          Mismatch.unless(type.startsWith("application/json"), "content type " + type);
        });
    topic.from(ANSWER, CHOICE);
    one(topic, "logprobs null", a -> Mismatch.unless(a.isNull("choices.0.logprobs"), "not null"));
    topic.from(
        ANSWER, "message {role, content, refusal null, tool_calls only when there are some}");
    one(
        topic,
        "content",
        a -> Mismatch.unless(!a.text("choices.0.message.content").isEmpty(), "empty"));
    one(
        topic,
        "refusal null",
        a -> Mismatch.unless(a.isNull("choices.0.message.refusal"), "not null"));
    one(
        topic,
        "no tool_calls",
        a -> Mismatch.unless(!a.has("choices.0.message.tool_calls"), "there"));
    topic.from(ANSWER, "No provider/native fields");
    for (String name : List.of("provider", "system_fingerprint", "service_tier", "error")) {
      one(topic, "no " + name, answer -> Mismatch.unless(!answer.has(name), "there"));
    }
    one(
        topic,
        "no native_finish_reason",
        answer -> Mismatch.unless(!answer.has("choices.0.native_finish_reason"), "there"));
    topic.from(REFERENCE, "finish_reason: stop: Natural completion or stop sequence hit");
    one(topic, "stop", a -> AnswerShape.requireText(a, "choices.0.finish_reason", "stop"));
    topic.from(REFERENCE, "usage: total_tokens: Sum of prompt_tokens and completion_tokens");
    one(topic, "usage adds up", answer -> AnswerShape.usage(answer.at("usage")));
  }

  private static void calls(Topic topic) {
    Ask called = Ask.chat(ToolRows.TOOLS + ",'tool_choice':'required'");
    topic
        .from(REFERENCE, "content: null when tool_calls is present")
        .row(
            "content null beside calls",
            called,
            Expected.answer(
                a -> Mismatch.unless(a.isNull("choices.0.message.content"), "not null")))
        .from(REFERENCE, "finish_reason: tool_calls: Model wants to call one or more tools")
        .row(
            "finish_reason tool_calls",
            called,
            Expected.answer(
                a -> AnswerShape.requireText(a, "choices.0.finish_reason", "tool_calls")))
        .from(REFERENCE, "tool_calls: id, type: \"function\", and a function object")
        .row(
            "a call can be sent back with its result",
            server -> {
              JsonValue call = server.send(called).json().at("choices.0.message.tool_calls.0");
              Ask next =
                  Ask.messages(
                      "{'role':'user','content':'Say hi.'}",
                      "{'role':'assistant','content':null,'tool_calls':[{'id':'%s',"
                              .formatted(call.text("id"))
                          + "'type':'function','function':{'name':'get_weather','arguments':'{}'}}]}",
                      "{'role':'tool','tool_call_id':'%s','content':'x'}"
                          .formatted(call.text("id")));
              Expected.taken().check(server.send(next));
            });
  }
}
