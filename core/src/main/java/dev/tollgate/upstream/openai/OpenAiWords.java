package dev.tollgate.upstream.openai;

import dev.tollgate.chat.FinishReason;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members that whole answers and chunks share. */
final class OpenAiWords {

  private OpenAiWords() {}

  /** The first choice; null when there is none. */
  static Json.@Nullable Obj firstChoice(Json.Obj answer) throws BadAnswer {
    Json choices = answer.present("choices");
    if (choices == null) {
      return null;
    }
    if (!(choices instanceof Json.Arr array)) {
      throw BadAnswer.shape("choices is no array");
    }
    for (Json item : array.items()) {
      if (!(item instanceof Json.Obj choice)) {
        throw BadAnswer.shape("a choice is no object");
      }
      // We ask for one choice; whatever else comes would be billed and never shown.
      if (!(choice.get("index") instanceof Json.Num index) || index.text().equals("0")) {
        return choice;
      }
    }
    return null;
  }

  /** The reasoning text, which some servers send under one name, some under another, some twice. */
  static @Nullable String reasoning(Json.Obj holder) {
    for (String name : new String[] {"reasoning", "reasoning_content"}) {
      if (holder.get(name) instanceof Json.Str text && !text.value().isEmpty()) {
        return text.value();
      }
    }
    return null;
  }

  /** The reasoning blocks; null when there are none. */
  static Json.@Nullable Arr reasoningDetails(Json.Obj holder) {
    return holder.get("reasoning_details") instanceof Json.Arr details && !details.items().isEmpty()
        ? details
        : null;
  }

  /**
   * The finish reason, in the words of several kinds of servers; null when it is absent, null or
   * empty.
   */
  static @Nullable FinishReason finishReason(Json.Obj choice) throws BadAnswer {
    String word = AnswerFields.text(choice, "finish_reason");
    if (word == null || word.isEmpty()) {
      return null;
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "length", "max_tokens", "max_output_tokens", "model_length" -> FinishReason.LENGTH;
      case "tool_calls", "tool_use", "function_call" -> FinishReason.TOOL_CALLS;
      case "content_filter", "content-filter", "safety", "recitation", "refusal" ->
          FinishReason.CONTENT_FILTER;
      case "error", "abort", "aborted", "cancelled", "insufficient_system_resource" ->
          throw new BadAnswer(
              UpstreamFailure.of(Kind.SERVER_ERROR, "a finish reason that is a failure"));
      default -> FinishReason.STOP;
    };
  }
}
