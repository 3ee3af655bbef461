package dev.tollgate.samples.clients;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.upstream.ReceivedRequest;
import dev.tollgate.upstream.Script;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * A model that knows a handful of questions. Its answer is right only when everything that the
 * question needs has come through the gateway: the tools and their results, the schema, the effort.
 */
final class ScriptedModel implements Function<ReceivedRequest, Script> {

  static final String HELLO = "Hello!";
  static final String WEATHER = "What is the weather in Bern?";
  static final String TWO_WEATHERS = "What is the weather in Bern and in Rome?";
  static final String PERSON = "Who wrote the first program?";
  static final String PUZZLE = "What is six times seven?";
  static final String FAIL = "Fail.";
  static final String BREAK_OFF = "Break off.";

  /** Asked once the beginning of {@link #BREAK_OFF} was seen: only then does it break. */
  static final String NOW = "Now.";

  private final Queue<Script> toBreakOff = new ConcurrentLinkedQueue<>();

  @Override
  public Script apply(ReceivedRequest received) {
    Json.Obj request = object(received.body());
    boolean stream = request.get("stream") instanceof Json.Bool bool && bool.value();
    List<Json> messages = items(request, "messages");
    String question = question(messages);
    return switch (question) {
      case FAIL -> Script.status(500, "{\"error\":{\"message\":\"down\"}}");
      case BREAK_OFF -> breakingOff();
      case NOW -> {
        breakOff();
        yield ModelReply.of("Done.").script(stream);
      }
      default -> reply(question, request, messages).script(stream);
    };
  }

  private Script breakingOff() {
    Script script = ModelReply.of("Hi there").brokenOff();
    toBreakOff.add(script);
    return script;
  }

  private void breakOff() {
    for (Script script = toBreakOff.poll(); script != null; script = toBreakOff.poll()) {
      script.release();
    }
  }

  private static ModelReply reply(String question, Json.Obj request, List<Json> messages) {
    return switch (question) {
      case HELLO -> ModelReply.of("Hi there.");
      case WEATHER -> weather(request, messages, List.of("Bern"));
      case TWO_WEATHERS -> weather(request, messages, List.of("Bern", "Rome"));
      case PERSON -> person(request);
      case PUZZLE -> puzzle(request);
      default -> ModelReply.of("I do not know that question.");
    };
  }

  private static ModelReply weather(Json.Obj request, List<Json> messages, List<String> cities) {
    if (items(request, "tools").isEmpty()) {
      return ModelReply.of("I have no tool for the weather.");
    }
    StringBuilder told = new StringBuilder();
    for (Json message : messages) {
      if (message instanceof Json.Obj result && text(result, "role").equals("tool")) {
        told.append(told.isEmpty() ? "" : ", ")
            .append(askedFor(messages, text(result, "tool_call_id")))
            .append(": ")
            .append(text(result, "content"));
      }
    }
    return told.isEmpty() ? ModelReply.asking(cities) : ModelReply.of(told.toString());
  }

  /** The city in the arguments of the call with that id, as the caller sent it back. */
  private static String askedFor(List<Json> messages, String callId) {
    for (Json message : messages) {
      for (Json item : items((Json.Obj) message, "tool_calls")) {
        Json.Obj call = (Json.Obj) item;
        if (text(call, "id").equals(callId) && call.get("function") instanceof Json.Obj function) {
          return text(object(text(function, "arguments")), "city");
        }
      }
    }
    return "a city that nobody asked for";
  }

  private static ModelReply person(Json.Obj request) {
    String format =
        request.get("response_format") instanceof Json.Obj given ? JsonText.of(given) : "";
    boolean asked =
        format.contains("\"json_object\"")
            || (format.contains("\"json_schema\"")
                && format.contains("\"name\":{")
                && format.contains("\"born\":{"));
    return ModelReply.of(
        asked ? "{\"name\":\"Ada Lovelace\",\"born\":1815}" : "Ada Lovelace, born in 1815.");
  }

  private static ModelReply puzzle(Json.Obj request) {
    return text(request, "reasoning_effort").equals("high")
        ? ModelReply.thoughtOut("Six sevens are 42.", "42")
        : ModelReply.of("About 40.");
  }

  private static String question(List<Json> messages) {
    String question = "";
    for (Json message : messages) {
      if (message instanceof Json.Obj object && text(object, "role").equals("user")) {
        question = text(object, "content");
      }
    }
    return question;
  }

  private static Json.Obj object(String text) {
    try {
      return (Json.Obj) StrictJson.read(text);
    } catch (MalformedJson e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  private static List<Json> items(Json.Obj holder, String name) {
    return holder.get(name) instanceof Json.Arr array ? array.items() : List.of();
  }

  /** A text, also where it was sent as parts; empty when there is none. */
  private static String text(Json.Obj holder, String name) {
    if (holder.get(name) instanceof Json.Arr parts) {
      StringBuilder text = new StringBuilder();
      for (Json part : parts.items()) {
        text.append(text((Json.Obj) part, "text"));
      }
      return text.toString();
    }
    return holder.get(name) instanceof Json.Str string ? string.value() : "";
  }
}
