package dev.tollgate.upstream.gemini;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ToolCall;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole answer: its parts, told as they are in a stream, put together again. */
final class GeminiAnswerJson {

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thoughts = new StringBuilder();
  private final List<Json> details = new ArrayList<>();
  private final List<ToolCall> calls = new ArrayList<>();
  private ChatChunk.@Nullable ToolCallStart started;

  private GeminiAnswerJson() {}

  static ChatResponse read(byte[] body) throws BadAnswer {
    Json.Obj json = AnswerFields.object(body);
    GeminiCandidate candidate = GeminiCandidate.of(json);
    if (candidate == null) {
      throw BadAnswer.shape("no candidates");
    }
    FinishReason reason = candidate.reason();
    if (reason == null) {
      throw BadAnswer.shape("no finish reason");
    }
    GeminiAnswerJson answer = new GeminiAnswerJson();
    GeminiParts parts = new GeminiParts(answer::take);
    String answerId = AnswerFields.nonEmptyText(json, "responseId");
    for (Json.Obj part : candidate.parts()) {
      parts.tell(part, answerId);
    }
    return answer.response(reason, json);
  }

  private void take(ChatChunk chunk) {
    if (chunk instanceof ChatChunk.ContentDelta content) {
      text.append(content.text());
    } else if (chunk instanceof ChatChunk.ReasoningDelta reasoning) {
      String words = reasoning.text();
      if (words != null) {
        thoughts.append(words);
      }
      Json.Arr more = reasoning.details();
      if (more != null) {
        details.addAll(more.items());
      }
    } else if (chunk instanceof ChatChunk.ToolCallStart start) {
      started = start;
    } else if (chunk instanceof ChatChunk.ToolCallArguments arguments && started != null) {
      calls.add(new ToolCall(started.id(), started.name(), arguments.arguments()));
    }
  }

  private ChatResponse response(FinishReason reason, Json.Obj json) {
    return new ChatResponse(
        text.isEmpty() && !calls.isEmpty() ? null : text.toString(),
        null,
        calls,
        thoughts.isEmpty() ? null : thoughts.toString(),
        details.isEmpty() ? null : new Json.Arr(details),
        reason.fitting(!calls.isEmpty()),
        GeminiUsage.read(json));
  }
}
