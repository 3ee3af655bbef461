package dev.tollgate.launcher;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the demo's built-in model says: a few sentences about what just happened, a word at a time,
 * with an honest count of them. The words are canned; everything around them is real.
 *
 * @param words the answer, each with the space before it
 * @param promptTokens its count of the prompt: a token for every four bytes
 */
record DemoModel(boolean stream, List<String> words, long promptTokens) {

  static final String QUESTION = "What does a tollgate between programs and models do?";

  private static final String ANSWER =
      "It stands on the road and lets every request pass once it is paid for. This one showed its"
          + " key, was counted against its limit, and had credits set aside for the worst case;"
          + " then a model was asked, over HTTP, and each word came through the moment it was said."
          + " Now the real usage is charged, to the nano-dollar, and the rest is given back.";

  private static final String ECHO_HEAD =
      "I am the model built into the demo, so I can only repeat what you said: “";

  private static final String ECHO_TAIL =
      "”. But your key, your limits, the hold, the charge and the ledger are real.";

  private static final int LONGEST_ECHO = 200;

  DemoModel {
    words = List.copyOf(words);
  }

  /** Reads a request of the gateway's and decides what to answer. */
  static DemoModel answerTo(byte[] body) throws MalformedJson {
    if (!(StrictJson.read(body) instanceof Json.Obj request)) {
      throw new MalformedJson("the request is no object");
    }
    String prompt = lastText(request);
    String answer = prompt.equals(QUESTION) ? ANSWER : ECHO_HEAD + shortened(prompt) + ECHO_TAIL;
    List<String> words = new ArrayList<>();
    for (String word : answer.split(" ", -1)) {
      words.add(words.isEmpty() ? word : " " + word);
    }
    boolean stream = request.get("stream") instanceof Json.Bool flag && flag.value();
    return new DemoModel(stream, words, prompt.getBytes(StandardCharsets.UTF_8).length / 4 + 8);
  }

  private static String lastText(Json.Obj request) {
    if (request.get("messages") instanceof Json.Arr messages
        && !messages.items().isEmpty()
        && messages.items().get(messages.items().size() - 1) instanceof Json.Obj last
        && last.get("content") instanceof Json.Str content) {
      return content.value();
    }
    return "…";
  }

  private static String shortened(String prompt) {
    int points = prompt.codePointCount(0, prompt.length());
    return points <= LONGEST_ECHO
        ? prompt
        : prompt.substring(0, prompt.offsetByCodePoints(0, LONGEST_ECHO)) + "…";
  }

  /** The whole answer as a body. */
  String whole() {
    Json.Obj message =
        new JsonObject().put("role", "assistant").put("content", String.join("", words)).build();
    Json.Obj choice =
        new JsonObject()
            .put("index", 0)
            .put("message", message)
            .put("finish_reason", "stop")
            .build();
    return JsonText.of(
        new JsonObject()
            .put("object", "chat.completion")
            .put("choices", new Json.Arr(List.of(choice)))
            .put("usage", usage())
            .build());
  }

  /** The answer as server-sent events. */
  List<String> events() {
    List<String> events = new ArrayList<>();
    for (String word : words) {
      events.add(chunk(new JsonObject().put("content", word).build(), Json.NULL));
    }
    events.add(chunk(new JsonObject().build(), new Json.Str("stop")));
    events.add(
        event(
            new JsonObject()
                .put("object", "chat.completion.chunk")
                .put("choices", new Json.Arr(List.of()))
                .put("usage", usage())
                .build()));
    events.add("data: [DONE]\n\n");
    return events;
  }

  private static String chunk(Json.Obj delta, Json finishReason) {
    Json.Obj choice =
        new JsonObject()
            .put("index", 0)
            .put("delta", delta)
            .put("finish_reason", finishReason)
            .build();
    return event(
        new JsonObject()
            .put("object", "chat.completion.chunk")
            .put("choices", new Json.Arr(List.of(choice)))
            .build());
  }

  private static String event(Json.Obj data) {
    return "data: " + JsonText.of(data) + "\n\n";
  }

  private Json.Obj usage() {
    return new JsonObject()
        .put("prompt_tokens", promptTokens)
        .put("completion_tokens", words.size())
        .put("total_tokens", promptTokens + words.size())
        .build();
  }
}
