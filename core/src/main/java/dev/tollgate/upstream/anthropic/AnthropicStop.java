package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.FinishReason;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import org.jspecify.annotations.Nullable;

/** The words for why a model stopped. */
final class AnthropicStop {

  private AnthropicStop() {}

  /** The reason in a message or a delta; null when it is not said. */
  static @Nullable FinishReason reason(Json.Obj holder) throws BadAnswer {
    String word = AnswerFields.nonEmptyText(holder, "stop_reason");
    if (word == null) {
      return null;
    }
    return switch (word) {
      case "max_tokens", "model_context_window_exceeded" -> FinishReason.LENGTH;
      case "tool_use" -> FinishReason.TOOL_CALLS;
      case "refusal" -> FinishReason.CONTENT_FILTER;
      // end_turn, stop_sequence, pause_turn, and what may be added to them.
      default -> FinishReason.STOP;
    };
  }
}
