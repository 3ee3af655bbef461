package dev.tollgate.upstream.openai;

import dev.tollgate.chat.FinishReason;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.UpstreamFailure;
import dev.tollgate.upstream.UpstreamFailure.Kind;
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

  /** A text member; null when it is absent or null. */
  static @Nullable String text(Json.Obj holder, String name) throws BadAnswer {
    Json value = holder.present(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Str text) {
      return text.value();
    }
    throw BadAnswer.shape(name + " is no string");
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
   * The reason that fits the answer: clients look for tool calls where the reason says so, and some
   * servers say stop all the same.
   */
  static FinishReason fitting(FinishReason reason, boolean hasCalls) {
    if (reason == FinishReason.STOP && hasCalls) {
      return FinishReason.TOOL_CALLS;
    }
    return reason == FinishReason.TOOL_CALLS && !hasCalls ? FinishReason.STOP : reason;
  }

  /**
   * The finish reason, in the words of several kinds of servers; null when it is absent, null or
   * empty.
   */
  static @Nullable FinishReason finishReason(Json.Obj choice) throws BadAnswer {
    String word = text(choice, "finish_reason");
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
