package dev.tollgate.upstream.gemini;

import dev.tollgate.chat.FinishReason;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a whole answer and an event have in common: the first candidate's parts and why it stopped.
 *
 * @param parts possibly none
 * @param reason null while the answer goes on
 */
record GeminiCandidate(List<Json.Obj> parts, @Nullable FinishReason reason) {

  /**
   * The first candidate, or null when there is none.
   *
   * @throws BadAnswer also when the prompt was refused or the model failed
   */
  static @Nullable GeminiCandidate of(Json.Obj answer) throws BadAnswer {
    if (answer.present("error") != null) {
      throw new BadAnswer(GeminiErrors.ofAnswer(answer));
    }
    Json.Obj feedback = AnswerFields.object(answer, "promptFeedback");
    if (feedback != null && feedback.present("blockReason") != null) {
      throw new BadAnswer(UpstreamFailure.of(Kind.CONTENT_POLICY, "the prompt was blocked"));
    }
    Json.Arr candidates = AnswerFields.array(answer, "candidates");
    if (candidates == null || candidates.items().isEmpty()) {
      return null;
    }
    // We ask for one; whatever else comes would be billed and never shown.
    if (!(candidates.items().get(0) instanceof Json.Obj candidate)) {
      throw BadAnswer.shape("a candidate is no object");
    }
    return new GeminiCandidate(parts(candidate), reason(candidate));
  }

  private static List<Json.Obj> parts(Json.Obj candidate) throws BadAnswer {
    Json.Obj content = AnswerFields.object(candidate, "content");
    Json.Arr parts = content == null ? null : AnswerFields.array(content, "parts");
    if (parts == null) {
      return List.of();
    }
    List<Json.Obj> read = new ArrayList<>(parts.items().size());
    for (Json item : parts.items()) {
      if (!(item instanceof Json.Obj part)) {
        throw BadAnswer.shape("a part is no object");
      }
      read.add(part);
    }
    return read;
  }

  private static @Nullable FinishReason reason(Json.Obj candidate) throws BadAnswer {
    String word = AnswerFields.nonEmptyText(candidate, "finishReason");
    if (word == null || word.equals("FINISH_REASON_UNSPECIFIED")) {
      return null;
    }
    return switch (word) {
      case "MAX_TOKENS" -> FinishReason.LENGTH;
      case "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION" ->
          FinishReason.CONTENT_FILTER;
      case "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MISSING_THOUGHT_SIGNATURE",
          "MALFORMED_RESPONSE" ->
          throw new BadAnswer(
              UpstreamFailure.of(Kind.MODEL_FAILED, "a finish reason that is a failure"));
      default -> FinishReason.STOP;
    };
  }
}
