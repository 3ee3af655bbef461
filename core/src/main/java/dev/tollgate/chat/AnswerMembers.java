package dev.tollgate.chat;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import org.jspecify.annotations.Nullable;

/** The members that a whole answer and a streamed one write alike. */
final class AnswerMembers {

  private AnswerMembers() {}

  /**
   * Appends the reasoning, each member with a comma in front; the text under both of the names that
   * clients read.
   */
  static void appendReasoning(
      StringBuilder out, @Nullable String text, Json.@Nullable Arr details) {
    if (text != null) {
      out.append(",\"reasoning\":");
      JsonText.appendQuoted(out, text);
      out.append(",\"reasoning_content\":");
      JsonText.appendQuoted(out, text);
    }
    if (details != null) {
      out.append(",\"reasoning_details\":");
      JsonText.append(out, details);
    }
  }

  /** Appends the usage object; its details objects only where they have a number to tell. */
  static void appendUsage(StringBuilder out, Usage usage) {
    out.append("{\"prompt_tokens\":")
        .append(usage.promptTokens())
        .append(",\"completion_tokens\":")
        .append(usage.completionTokens())
        .append(",\"total_tokens\":")
        .append(usage.totalTokens());
    if (usage.cachedTokens() > 0) {
      out.append(",\"prompt_tokens_details\":{\"cached_tokens\":")
          .append(usage.cachedTokens())
          .append('}');
    }
    if (usage.reasoningTokens() > 0) {
      out.append(",\"completion_tokens_details\":{\"reasoning_tokens\":")
          .append(usage.reasoningTokens())
          .append('}');
    }
    out.append('}');
  }
}
