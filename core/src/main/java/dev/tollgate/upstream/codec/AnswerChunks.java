package dev.tollgate.upstream.codec;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.chat.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** A whole answer told as a stream; for servers that do not stream when they are asked to. */
final class AnswerChunks {

  private AnswerChunks() {}

  /** The chunks in the order of a stream. */
  static List<ChatChunk> of(ChatResponse answer) {
    List<ChatChunk> chunks = new ArrayList<>();
    String reasoning = answer.reasoning();
    if (reasoning != null || answer.reasoningDetails() != null) {
      chunks.add(new ChatChunk.ReasoningDelta(reasoning, answer.reasoningDetails()));
    }
    String content = answer.content();
    if (content != null && !content.isEmpty()) {
      chunks.add(new ChatChunk.ContentDelta(content));
    }
    String refusal = answer.refusal();
    if (refusal != null && !refusal.isEmpty()) {
      chunks.add(new ChatChunk.RefusalDelta(refusal));
    }
    int index = 0;
    for (ToolCall call : answer.toolCalls()) {
      chunks.add(new ChatChunk.ToolCallStart(index, call.id(), call.name()));
      if (!call.arguments().isEmpty()) {
        chunks.add(new ChatChunk.ToolCallArguments(index, call.arguments()));
      }
      index++;
    }
    chunks.add(new ChatChunk.Finish(answer.finishReason()));
    ReportedUsage usage = answer.usage();
    if (usage != null) {
      chunks.add(new ChatChunk.UsageReport(usage));
    }
    return chunks;
  }
}
