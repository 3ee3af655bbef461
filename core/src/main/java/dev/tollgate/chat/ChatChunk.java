package dev.tollgate.chat;

import dev.tollgate.json.Json;
import org.jspecify.annotations.Nullable;

/** One event of a streamed answer. */
public sealed interface ChatChunk {

  /** More text. */
  record ContentDelta(String text) implements ChatChunk {}

  /** More of the model's words of refusal. */
  record RefusalDelta(String text) implements ChatChunk {}

  /**
   * More reasoning; at least one of the two is there.
   *
   * @param details reasoning blocks, verbatim
   */
  record ReasoningDelta(@Nullable String text, Json.@Nullable Arr details) implements ChatChunk {}

  /** A tool call begins. */
  record ToolCallStart(int index, String id, String name) implements ChatChunk {}

  /** More of a tool call's arguments. */
  record ToolCallArguments(int index, String arguments) implements ChatChunk {}

  /** The model stopped. */
  record Finish(FinishReason reason) implements ChatChunk {}

  /** The upstream's count; where several come, the last one holds. */
  record UsageReport(ReportedUsage usage) implements ChatChunk {}
}
