package dev.tollgate.upstream.gemini;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the parts of one answer as chunks, one after the other; not thread-safe. */
final class GeminiParts {

  private static final int MAX_CALLS = 256;

  private final Consumer<ChatChunk> out;
  private int calls;
  private int details;
  private boolean thinking;

  GeminiParts(Consumer<ChatChunk> out) {
    this.out = out;
  }

  /** True when there was a tool call. */
  boolean hasCalls() {
    return calls > 0;
  }

  /**
   * Tells a part.
   *
   * @param answerId the API's id of the answer, for the ids of calls that have none; or null
   */
  void tell(Json.Obj part, @Nullable String answerId) throws BadAnswer {
    String signature = AnswerFields.nonEmptyText(part, "thoughtSignature");
    Json.Obj call = AnswerFields.object(part, "functionCall");
    if (call != null) {
      call(call, answerId, signature);
      return;
    }
    String text = AnswerFields.nonEmptyText(part, "text");
    if (part.get("thought") instanceof Json.Bool thought && thought.value()) {
      if (text != null) {
        thought(text);
      }
    } else if (text != null) {
      out.accept(new ChatChunk.ContentDelta(text));
    }
    if (signature != null) {
      signature(null, signature);
    }
  }

  private void thought(String text) {
    if (!thinking) {
      // The pieces of one thought have one number.
      thinking = true;
      details++;
    }
    out.accept(
        new ChatChunk.ReasoningDelta(
            text, new Json.Arr(List.of(GeminiSignatures.thought(details - 1, text)))));
  }

  private void signature(@Nullable String callId, String signature) {
    thinking = false;
    out.accept(
        new ChatChunk.ReasoningDelta(
            null, new Json.Arr(List.of(GeminiSignatures.signature(details++, callId, signature)))));
  }

  private void call(Json.Obj call, @Nullable String answerId, @Nullable String signature)
      throws BadAnswer {
    String name = AnswerFields.nonEmptyText(call, "name");
    if (name == null) {
      throw BadAnswer.shape("a tool call without a name");
    }
    if (calls == MAX_CALLS) {
      throw BadAnswer.shape("more than " + MAX_CALLS + " tool calls");
    }
    String own = AnswerFields.nonEmptyText(call, "id");
    String id = own == null ? suppliedId(answerId) : own;
    Json.Obj arguments = AnswerFields.object(call, "args");
    if (signature != null) {
      // Ahead of its call, as thoughts stand.
      signature(id, signature);
    }
    out.accept(new ChatChunk.ToolCallStart(calls, id, name));
    out.accept(
        new ChatChunk.ToolCallArguments(calls, arguments == null ? "{}" : JsonText.of(arguments)));
    calls++;
  }

  /** Unique in its conversation when the answer has an id, and in its answer in any case. */
  private String suppliedId(@Nullable String answerId) {
    return answerId == null ? "call_" + calls : "call_" + answerId + "_" + calls;
  }
}
