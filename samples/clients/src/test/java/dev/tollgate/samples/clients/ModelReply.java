package dev.tollgate.samples.clients;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.upstream.Script;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model says in one turn, in the words of OpenAI's API and of the servers that copy it.
 *
 * @param reasoning what it thought, or null
 * @param text what it says, or null when it calls a tool
 * @param cities the cities whose weather it asks the tool for, all at once
 */
record ModelReply(@Nullable String reasoning, @Nullable String text, List<String> cities) {

  static ModelReply of(String text) {
    return new ModelReply(null, text, List.of());
  }

  static ModelReply thoughtOut(String reasoning, String text) {
    return new ModelReply(reasoning, text, List.of());
  }

  static ModelReply asking(List<String> cities) {
    return new ModelReply(null, null, cities);
  }

  Script script(boolean stream) {
    return stream ? streamed() : whole();
  }

  private Script whole() {
    JsonObject message = new JsonObject().put("role", "assistant").put("content", text);
    if (reasoning != null) {
      message.put("reasoning_content", reasoning);
    }
    if (!cities.isEmpty()) {
      message.put("tool_calls", calls());
    }
    JsonObject choice = new JsonObject().put("index", 0).put("message", message.build());
    choice.put("finish_reason", finishReason());
    return Script.json(JsonText.of(answer(choice.build()).put("usage", usage()).build()));
  }

  private Script streamed() {
    Script script = begun();
    script.event(chunk(new JsonObject(), finishReason()));
    return script.event(JsonText.of(answer().put("usage", usage()).build())).done();
  }

  /** A stream whose connection is closed after its text, when it is released. */
  Script brokenOff() {
    return begun().hold().cut();
  }

  private Script begun() {
    Script script = Script.stream();
    for (JsonObject delta : deltas()) {
      script.event(chunk(delta, null));
    }
    return script;
  }

  private List<JsonObject> deltas() {
    List<JsonObject> deltas = new ArrayList<>();
    for (String piece : words(reasoning)) {
      deltas.add(new JsonObject().put("reasoning_content", piece));
    }
    for (String piece : words(text)) {
      deltas.add(new JsonObject().put("content", piece));
    }
    if (cities.size() == 1) {
      String city = cities.get(0);
      deltas.add(toolDelta(call(0, city, "")));
      for (String piece : words(arguments(city))) {
        JsonObject function = new JsonObject().put("arguments", piece);
        deltas.add(toolDelta(new JsonObject().put("index", 0).put("function", function.build())));
      }
    } else if (!cities.isEmpty()) {
      // Some servers send all calls in one chunk, which not every client takes.
      deltas.add(new JsonObject().put("tool_calls", calls()));
    }
    return deltas;
  }

  private static JsonObject toolDelta(JsonObject call) {
    return new JsonObject().put("tool_calls", new Json.Arr(List.of(call.build())));
  }

  private Json.Arr calls() {
    List<Json> calls = new ArrayList<>();
    for (String city : cities) {
      calls.add(call(calls.size(), city, arguments(city)).build());
    }
    return new Json.Arr(calls);
  }

  private static JsonObject call(int index, String city, String arguments) {
    JsonObject function = new JsonObject().put("name", "get_weather").put("arguments", arguments);
    return new JsonObject()
        .put("index", index)
        .put("id", "call_" + city)
        .put("type", "function")
        .put("function", function.build());
  }

  private static String arguments(String city) {
    return "{\"city\": \"%s\"}".formatted(city);
  }

  /** The text word by word, so that a stream has something to put together. */
  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split("(?= )"));
  }

  private static String chunk(JsonObject delta, @Nullable String finishReason) {
    JsonObject choice = new JsonObject().put("index", 0).put("delta", delta.build());
    return JsonText.of(answer(choice.put("finish_reason", finishReason).build()).build());
  }

  private static JsonObject answer(Json... choices) {
    return new JsonObject()
        .put("id", "chatcmpl-model")
        .put("created", 1)
        .put("model", "provider-x")
        .put("choices", new Json.Arr(List.of(choices)));
  }

  private String finishReason() {
    return cities.isEmpty() ? "stop" : "tool_calls";
  }

  private static Json.Obj usage() {
    return new JsonObject()
        .put("prompt_tokens", 24)
        .put("completion_tokens", 9)
        .put("total_tokens", 33)
        .build();
  }
}
