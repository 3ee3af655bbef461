package dev.tollgate.chat;

import dev.tollgate.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a conversation. */
public sealed interface Message {

  /** Instructions; the wire's {@code developer} role is read as this one. */
  record Instructions(Content content) implements Message {}

  /** What the user says. */
  record User(Content content) implements Message {}

  /**
   * What the model said before.
   *
   * @param content null only beside tool calls
   * @param reasoningDetails the upstream's reasoning blocks, carried back verbatim
   */
  record Assistant(
      @Nullable Content content,
      List<ToolCall> toolCalls,
      @Nullable String reasoning,
      Json.@Nullable Arr reasoningDetails)
      implements Message {
    public Assistant {
      toolCalls = List.copyOf(toolCalls);
    }
  }

  /** The result of a tool call. */
  record ToolResult(String toolCallId, Content content) implements Message {}
}
