package dev.tollgate.chat;

import dev.tollgate.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a whole answer as the caller gets it; stateless and thread-safe. */
public final class AnswerJson {

  private AnswerJson() {}

  /**
   * The body of a completion that does not stream, as UTF-8.
   *
   * @param usage what the caller is charged for; what the response itself reports does not count
   */
  public static byte[] write(AnswerHead head, ChatResponse response, Usage usage) {
    StringBuilder out = head.open("chat.completion");
    out.append("{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":");
    // Null stands beside tool calls alone: as a message of the next request it is refused
    // elsewhere.
    String content = response.content();
    appendNullable(out, content == null && response.toolCalls().isEmpty() ? "" : content);
    out.append(",\"refusal\":");
    appendNullable(out, response.refusal());
    AnswerMembers.appendReasoning(out, response.reasoning(), response.reasoningDetails());
    if (!response.toolCalls().isEmpty()) {
      appendToolCalls(out, response.toolCalls());
    }
    out.append("},\"logprobs\":null,\"finish_reason\":\"")
        .append(response.finishReason().wire())
        .append("\"}],\"usage\":");
    AnswerMembers.appendUsage(out, usage);
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void appendNullable(StringBuilder out, @Nullable String value) {
    if (value == null) {
      out.append("null");
    } else {
      JsonText.appendQuoted(out, value);
    }
  }

  private static void appendToolCalls(StringBuilder out, List<ToolCall> calls) {
    out.append(",\"tool_calls\":");
    char before = '[';
    for (ToolCall call : calls) {
      out.append(before).append("{\"id\":");
      JsonText.appendQuoted(out, call.id());
      out.append(",\"type\":\"function\",\"function\":{\"name\":");
      JsonText.appendQuoted(out, call.name());
      out.append(",\"arguments\":");
      JsonText.appendQuoted(out, call.arguments());
      out.append("}}");
      before = ',';
    }
    out.append(']');
  }
}
