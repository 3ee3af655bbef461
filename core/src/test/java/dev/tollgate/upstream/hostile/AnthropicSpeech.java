package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.ReceivedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages API. */
final class AnthropicSpeech implements Speech {

  @Override
  public boolean isStreamed(ReceivedRequest request) {
    return request.body().contains("\"stream\":true");
  }

  @Override
  public String whole(String text, Stop stop, @Nullable Tokens used) {
    return """
        {"id":"m","type":"message","role":"assistant","model":"canary",\
        "content":[{"type":"text","text":"%s"}],"stop_reason":"%s"%s}"""
        .formatted(text, word(stop), usage(used));
  }

  @Override
  public String hollow() {
    return "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"canary\"}";
  }

  @Override
  public List<String> opening() {
    return List.of(
        "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"content\":[]}}",
        "{\"type\":\"content_block_start\",\"index\":0,"
            + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
  }

  @Override
  public String text(String text) {
    return "{\"type\":\"content_block_delta\",\"index\":0,"
        + "\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}".formatted(text);
  }

  @Override
  public List<String> closing(Stop stop, @Nullable Tokens used) {
    return List.of(
        "{\"type\":\"content_block_stop\",\"index\":0}",
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"%s\"}%s}"
            .formatted(word(stop), usage(used)),
        farewell());
  }

  @Override
  public String farewell() {
    return "{\"type\":\"message_stop\"}";
  }

  @Override
  public Said fault(Fault fault) {
    return switch (fault) {
      case SERVER -> said(500, "api_error", "canary");
      case REQUEST -> said(400, "invalid_request_error", "canary");
      case KEY -> said(401, "authentication_error", "canary");
      case LENGTH -> said(400, "invalid_request_error", "prompt is too long: canary");
      case CONTENT ->
          said(400, "invalid_request_error", "Output blocked by content filtering policy");
    };
  }

  private static Said said(int status, String type, String message) {
    return new Said(
        status,
        "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"}}"
            .formatted(type, message));
  }

  private static String usage(@Nullable Tokens used) {
    return used == null
        ? ""
        : ",\"usage\":{\"input_tokens\":%s,\"output_tokens\":%s}"
            .formatted(used.prompt(), used.completion());
  }

  private static String word(Stop stop) {
    return stop == Stop.FILTERED ? "refusal" : "end_turn";
  }
}
