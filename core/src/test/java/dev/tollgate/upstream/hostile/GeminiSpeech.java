package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.ReceivedRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gemini's generateContent. */
final class GeminiSpeech implements Speech {

  private static final String TOO_LONG =
      "The input token count (9) exceeds the maximum number of tokens allowed (8).";

  @Override
  public boolean isStreamed(ReceivedRequest request) {
    return request.line().contains(":streamGenerateContent");
  }

  @Override
  public String whole(String text, Stop stop, @Nullable Tokens used) {
    return candidate("{\"text\":\"" + text + "\"}", reason(stop), usage(used));
  }

  @Override
  public String hollow() {
    return "{\"modelVersion\":\"canary\",\"candidates\":[]}";
  }

  @Override
  public List<String> opening() {
    return List.of();
  }

  @Override
  public String text(String text) {
    return candidate("{\"text\":\"" + text + "\"}", "", "");
  }

  @Override
  public List<String> closing(Stop stop, @Nullable Tokens used) {
    return List.of(candidate("{\"text\":\"\"}", reason(stop), usage(used)));
  }

  @Override
  public String farewell() {
    return "";
  }

  @Override
  public Said fault(Fault fault) {
    return switch (fault) {
      case SERVER -> said(500, "INTERNAL", "canary");
      case REQUEST -> said(400, "INVALID_ARGUMENT", "canary");
      case KEY -> said(401, "UNAUTHENTICATED", "canary");
      case LENGTH -> said(400, "INVALID_ARGUMENT", TOO_LONG);
      case CONTENT ->
          new Said(
              200, "{\"modelVersion\":\"canary\",\"promptFeedback\":{\"blockReason\":\"SAFETY\"}}");
    };
  }

  private static Said said(int status, String word, String message) {
    return new Said(
        status,
        "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
            .formatted(status, message, word));
  }

  private static String candidate(String part, String reason, String usage) {
    return "{\"modelVersion\":\"canary\",\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":["
        + part
        + "]}"
        + reason
        + ",\"index\":0}]"
        + usage
        + "}";
  }

  private static String usage(@Nullable Tokens used) {
    return used == null
        ? ""
        : ",\"usageMetadata\":{\"promptTokenCount\":%s,\"candidatesTokenCount\":%s}"
            .formatted(used.prompt(), used.completion());
  }

  private static String reason(Stop stop) {
    return ",\"finishReason\":\"" + (stop == Stop.FILTERED ? "SAFETY" : "STOP") + '"';
  }
}
