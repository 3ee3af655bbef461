package dev.tollgate.samples.conformance;

import dev.tollgate.samples.conformance.client.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenAI's chat completions. Its streams are as careless as some providers' are: roles said again,
 * nulls, and two calls in one chunk.
 */
final class OpenAiSpeech implements Speech {

  private static final String CALLS =
      "[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":"
          + "{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\"}},"
          + "{\"index\":1,\"id\":\"call_2\",\"type\":\"function\",\"function\":"
          + "{\"name\":\"get_weather\",\"arguments\":\"{}\"}}]";
  private static final String MORE =
      "[{\"index\":0,\"function\":{\"arguments\":\"\\\"Paris\\\"}\"}}]";
  private static final String WHOLE_CALL =
      "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
          + "{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}]";
  private static final String THOUGHT =
      "\"reasoning\":\"Hm.\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"Hm.\"}]";

  @Override
  public Wish wish(String path, JsonValue asked) {
    boolean mustCall =
        asked.has("tool_choice")
            && (asked.at("tool_choice").value() instanceof String word
                ? word.equals("required")
                : asked.has("tool_choice.function"));
    return new Wish(
        asked.has("stream"),
        mustCall,
        asked.has("reasoning_effort") && !asked.text("reasoning_effort").equals("none"),
        Wish.isShort(asked.integer("max_tokens")),
        asked.has("response_format") && !asked.text("response_format.type").equals("text"));
  }

  private static String reason(Wish wish) {
    return wish.isShort() ? "length" : wish.mustCall() ? "tool_calls" : "stop";
  }

  private static String usage(Wish wish) {
    return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(
            Wish.PROMPT_TOKENS,
            wish.completionTokens(),
            wish.completionTokens() + Wish.PROMPT_TOKENS);
  }

  @Override
  public String whole(Wish wish) {
    String content = wish.mustCall() ? "null" : '"' + wish.text() + '"';
    String calls = wish.mustCall() ? WHOLE_CALL : "null";
    return """
        {"id":"gen-upstream","object":"chat.completion","created":1,"model":"provider-a-0613",
        "provider":"Scripted","choices":[{"index":0,"native_finish_reason":"x","message":
        {"role":"assistant","content":%s,"tool_calls":%s%s},"finish_reason":"%s"}],"usage":%s}"""
        .formatted(content, calls, wish.thinks() ? "," + THOUGHT : "", reason(wish), usage(wish));
  }

  @Override
  public String stream(Wish wish) {
    List<String> deltas = new ArrayList<>();
    deltas.add("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":null}");
    if (wish.thinks()) {
      deltas.add("{\"role\":\"assistant\",\"content\":\"\"," + THOUGHT + "}");
    }
    if (wish.mustCall()) {
      deltas.add("{\"tool_calls\":" + CALLS + "}");
      deltas.add("{\"tool_calls\":" + MORE + "}");
    } else {
      deltas.add("{\"role\":\"assistant\",\"content\":\"" + wish.text() + "\"}");
      deltas.add("{\"role\":\"assistant\",\"content\":\"\"}");
    }
    StringBuilder events = new StringBuilder(": working\r\n\r\n");
    deltas.forEach(delta -> events.append(event("[" + choice(delta, "null") + "]", "")));
    events.append(event("[" + choice("{}", '"' + reason(wish) + '"') + "]", ""));
    return events.append(event("[]", ",\"usage\":" + usage(wish))) + "data: [DONE]\n\n";
  }

  private static String choice(String delta, String reason) {
    return "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}";
  }

  private static String event(String choices, String more) {
    return "data:{\"id\":\"gen-upstream\",\"object\":\"chat.completion.chunk\",\"created\":1,"
        + "\"model\":\"provider-a-0613\",\"provider\":\"Scripted\",\"choices\":"
        + choices
        + more
        + "}\r\n\r\n";
  }
}
