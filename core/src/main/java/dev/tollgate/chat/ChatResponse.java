package dev.tollgate.chat;

import dev.tollgate.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of a model.
 *
 * @param content null when there are only tool calls
 * @param refusal the model's words when it refuses, or null
 * @param usage what the upstream reported, unchecked, or null when it was silent
 */
public record ChatResponse(
    @Nullable String content,
    @Nullable String refusal,
    List<ToolCall> toolCalls,
    @Nullable String reasoning,
    Json.@Nullable Arr reasoningDetails,
    FinishReason finishReason,
    @Nullable ReportedUsage usage) {

  public ChatResponse {
    toolCalls = List.copyOf(toolCalls);
  }

  /** The same answer for callers who asked not to see the reasoning. */
  public ChatResponse withoutReasoning() {
    return new ChatResponse(content, refusal, toolCalls, null, null, finishReason, usage);
  }
}
