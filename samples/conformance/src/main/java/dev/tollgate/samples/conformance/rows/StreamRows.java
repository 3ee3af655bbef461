package dev.tollgate.samples.conformance.rows;

import static dev.tollgate.samples.conformance.rows.Documents.DOCUMENTATION;
import static dev.tollgate.samples.conformance.rows.Documents.ERRORS;
import static dev.tollgate.samples.conformance.rows.Documents.STREAM;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.EventStream;
import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Streamed answers. */
final class StreamRows {

  private static final String ORDER =
      "{role:\"assistant\",content:\"\"} once → reasoning → content / tool_calls → finish → usage";

  private StreamRows() {}

  static List<Row> rows() {
    Topic topic = new Topic("streams");
    headers(topic);
    order(topic);
    calls(topic);
    refusals(topic);
    return topic.rows();
  }

  private static void header(Topic topic, String name, String value) {
    Check check = Expected.status(200).and(Expected.header(name, value));
    topic.row(name, Ask.chat("'stream':true"), check);
  }

  private static void headers(Topic topic) {
    topic.from(STREAM, "`text/event-stream; charset=utf-8`, Cache-Control no-cache, no-transform");
    header(topic, "content-type", "text/event-stream; charset=utf-8");
    header(topic, "cache-control", "no-cache, no-transform");
    topic.from(STREAM, "X-Accel-Buffering no, never compressed");
    header(topic, "x-accel-buffering", "no");
    topic.row(
        "not compressed",
        Ask.chat("'stream':true").header("Accept-Encoding", "gzip, br, zstd"),
        Expected.stream(chunks -> {}).and(Expected.noHeader("content-encoding")));
  }

  private static void one(Topic topic, String what, Consumer<List<JsonValue>> check) {
    topic.row(what, Ask.chat("'stream':true"), Expected.stream(check));
  }

  private static void order(Topic topic) {
    topic.from(STREAM, "Lines `data: {…}` only … → `data: [DONE]`");
    topic.row(
        "only data and comments, [DONE] last and once",
        Ask.chat("'stream':true"),
        reply -> {
          EventStream stream = reply.events();
          long ends = stream.events().stream().filter(e -> e.data().equals("[DONE]")).count();
          Mismatch.unless(ends == 1, "[DONE] comes " + ends + " times");
          Mismatch.unless(!stream.chunks().isEmpty(), "no chunks");
        });
    topic.from(STREAM, ORDER);
    one(topic, "role first and once, finish, usage", chunks -> {});
    one(topic, "text", chunks -> Mismatch.unless(!text(chunks, "content").isEmpty(), "no text"));
    one(
        topic,
        "finish_reason stop",
        c -> AnswerShape.requireText(c.get(c.size() - 2), "choices.0.finish_reason", "stop"));
    topic.row(
        "reasoning before the text, under both names",
        Ask.chat("'stream':true,'reasoning_effort':'high'"),
        Expected.stream(StreamRows::requireReasoningFirst));
    topic.from(DOCUMENTATION, "Parse each delta.content field and concatenate");
    one(topic, "ids are those of one answer", chunks -> {});
    topic.from(STREAM, "one chunk {choices:[],usage} always");
    for (String options : List.of("{'include_usage':false}", "null", "{}", "'x'")) {
      topic.row(
          "usage with stream_options " + options,
          Ask.chat("'stream':true,'stream_options':" + options),
          Expected.stream(chunks -> {}));
    }
    topic.row(
        "length",
        Ask.chat("'stream':true,'max_tokens':1"),
        Expected.stream(
            c ->
                AnswerShape.requireText(c.get(c.size() - 2), "choices.0.finish_reason", "length")));
    topic.row(
        "the model asked for",
        server -> {
          String id = server.send(Ask.get("/v1/models/$MODEL")).json().text("id");
          Expected.stream(chunks -> AnswerShape.requireText(chunks.get(0), "model", id))
              .check(server.send(Ask.chat("'stream':true")));
        });
  }

  private static String text(List<JsonValue> chunks, String member) {
    StringBuilder text = new StringBuilder();
    for (JsonValue chunk : chunks) {
      if (chunk.has("choices.0.delta." + member)) {
        text.append(chunk.text("choices.0.delta." + member));
      }
    }
    return text.toString();
  }

  private static void requireReasoningFirst(List<JsonValue> chunks) {
    Mismatch.unless(
        text(chunks, "reasoning").equals(text(chunks, "reasoning_content")),
        "reasoning_content differs from reasoning");
    boolean spoken = false;
    for (JsonValue chunk : chunks) {
      Mismatch.unless(
          !spoken || !chunk.has("choices.0.delta.reasoning"), "reasoning behind the text");
      spoken =
          spoken
              || (chunk.has("choices.0.delta.content")
                  && !chunk.text("choices.0.delta.content").isEmpty());
    }
  }

  private static void calls(Topic topic) {
    topic
        .from(STREAM, "Tool deltas: one call per chunk; first {index,id,type,function}")
        .row(
            "calls",
            Ask.chat("'stream':true,'tool_choice':'required'," + ToolRows.TOOLS),
            Expected.stream(StreamRows::requireCalls))
        .row(
            "a named call",
            Ask.chat(
                "'stream':true,'tool_choice':{'type':'function',"
                    + "'function':{'name':'get_weather'}},"
                    + ToolRows.TOOLS),
            Expected.stream(StreamRows::requireCalls));
  }

  private static void requireCalls(List<JsonValue> chunks) {
    Map<Long, String> arguments = new TreeMap<>();
    for (JsonValue chunk : chunks) {
      if (chunk.has("choices.0.delta.tool_calls")) {
        JsonValue call = chunk.at("choices.0.delta.tool_calls.0");
        long index = call.integer("index");
        Mismatch.unless(
            call.has("id") != arguments.containsKey(index), "call " + index + " begins wrongly");
        arguments.merge(index, call.text("function.arguments"), String::concat);
      }
    }
    Mismatch.unless(!arguments.isEmpty(), "no call");
    arguments.values().forEach(text -> JsonValue.read(text).names(""));
    Mismatch.unless(arguments.containsKey(0L), "the calls are " + arguments.keySet());
    AnswerShape.requireText(chunks.get(chunks.size() - 2), "choices.0.finish_reason", "tool_calls");
  }

  private static void refusals(Topic topic) {
    topic
        .from(ERRORS, "Same body for stream:true before the first byte")
        .row(
            "a wrong temperature",
            Ask.chat("'stream':true,'temperature':3"),
            Expected.refused("temperature"))
        .row("a broken body", Ask.text("{\"stream\":true,"), Expected.notRead())
        .row(
            "no key",
            Ask.chat("'stream':true").withoutKey(),
            Expected.error(401, "authentication_error", "unauthorized"));
  }
}
