package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Reasoning;
import org.jspecify.annotations.Nullable;

/** What a caller sees of an answer: not the reasoning that he asked to have left out. */
final class ShownAnswer {

  private final boolean hidesReasoning;

  ShownAnswer(@Nullable Reasoning reasoning) {
    hidesReasoning = reasoning != null && reasoning.exclude();
  }

  /** True when the chunk is a part of it; usage has an event of its own at the end. */
  boolean has(ChatChunk chunk) {
    return !(chunk instanceof ChatChunk.UsageReport)
        && !(hidesReasoning && chunk instanceof ChatChunk.ReasoningDelta);
  }

  /** The chunk where it is a part of it, else null. */
  @Nullable ChatChunk part(@Nullable ChatChunk chunk) {
    return chunk != null && has(chunk) ? chunk : null;
  }

  ChatResponse of(ChatResponse response) {
    return hidesReasoning ? response.withoutReasoning() : response;
  }
}
