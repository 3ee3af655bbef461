package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.ReceivedRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. */
final class OpenAiSpeech implements Speech {

  private static final String CHUNK =
      "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"canary\",";

  @Override
  public boolean isStreamed(ReceivedRequest request) {
    return request.body().contains("\"stream\":true");
  }

  @Override
  public String whole(String text, Stop stop, @Nullable Tokens used) {
    return """
        {"id":"c","object":"chat.completion","created":1,"model":"canary","choices":[{"index":0,\
        "message":{"role":"assistant","content":"%s"},"finish_reason":"%s"}]%s}"""
        .formatted(text, word(stop), used == null ? "" : "," + usage(used));
  }

  @Override
  public String hollow() {
    return "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"canary\",\"choices\":[]}";
  }

  @Override
  public List<String> opening() {
    return List.of(choice("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
  }

  @Override
  public String text(String text) {
    return choice("{\"content\":\"" + text + "\"}", "null");
  }

  @Override
  public List<String> closing(Stop stop, @Nullable Tokens used) {
    List<String> events = new ArrayList<>();
    events.add(choice("{}", '"' + word(stop) + '"'));
    if (used != null) {
      events.add(CHUNK + "\"choices\":[]," + usage(used) + "}");
    }
    events.add(farewell());
    return events;
  }

  @Override
  public String farewell() {
    return "[DONE]";
  }

  @Override
  public Said fault(Fault fault) {
    return switch (fault) {
      case SERVER -> said(500, "500");
      case REQUEST -> said(400, "null");
      case KEY -> said(401, "\"invalid_api_key\"");
      case LENGTH -> said(400, "\"context_length_exceeded\"");
      case CONTENT -> said(400, "\"content_policy_violation\"");
    };
  }

  private static Said said(int status, String code) {
    return new Said(
        status, "{\"error\":{\"message\":\"canary\",\"type\":\"x\",\"code\":" + code + "}}");
  }

  private static String choice(String delta, String reason) {
    return CHUNK
        + "\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + reason
        + "}]}";
  }

  private static String usage(Tokens used) {
    return "\"usage\":{\"prompt_tokens\":%s,\"completion_tokens\":%s}"
        .formatted(used.prompt(), used.completion());
  }

  private static String word(Stop stop) {
    return stop == Stop.FILTERED ? "content_filter" : "stop";
  }
}
