package dev.tollgate.upstream.openai;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the events of one stream; not thread-safe. */
final class OpenAiStreamJson {

  private static final String DONE = "[DONE]";

  private final Consumer<ChatChunk> out;
  private final OpenAiToolCalls toolCalls;
  private boolean finished;

  OpenAiStreamJson(Consumer<ChatChunk> out) {
    this.out = out;
    this.toolCalls = new OpenAiToolCalls(out);
  }

  /** True once a finish reason was seen: the answer is whole. */
  boolean isFinished() {
    return finished;
  }

  /** Reads one event; false when it was the stream's own end. */
  boolean read(@Nullable String type, String data) throws BadAnswer {
    if (data.equals(DONE) || data.strip().equals(DONE)) {
      return false;
    }
    Json json;
    try {
      json = StrictJson.read(data);
    } catch (MalformedJson e) {
      throw BadAnswer.shape("a chunk is no JSON that we take");
    }
    if (!(json instanceof Json.Obj chunk)) {
      throw BadAnswer.shape("a chunk is no object");
    }
    Json error = chunk.present("error");
    if (error != null || "error".equals(type)) {
      throw new BadAnswer(OpenAiErrors.ofMember(error == null ? chunk : error));
    }
    Json.Obj choice = OpenAiWords.firstChoice(chunk);
    if (choice != null) {
      choice(choice);
    }
    ReportedUsage usage = OpenAiUsage.read(chunk);
    if (usage != null) {
      out.accept(new ChatChunk.UsageReport(usage));
    }
    return true;
  }

  private void choice(Json.Obj choice) throws BadAnswer {
    FinishReason reason = OpenAiWords.finishReason(choice);
    if (finished) {
      // Its usage still counts; a caller who was told the end cannot be told more.
      return;
    }
    Json delta = choice.present("delta");
    if (delta instanceof Json.Obj members) {
      delta(members);
    } else if (delta != null) {
      throw BadAnswer.shape("a delta is no object");
    }
    if (reason != null) {
      toolCalls.finish();
      finished = true;
      out.accept(new ChatChunk.Finish(OpenAiWords.fitting(reason, toolCalls.isAny())));
    }
  }

  private void delta(Json.Obj delta) throws BadAnswer {
    String reasoning = OpenAiWords.reasoning(delta);
    Json.Arr details = OpenAiWords.reasoningDetails(delta);
    if (reasoning != null || details != null) {
      out.accept(new ChatChunk.ReasoningDelta(reasoning, details));
    }
    String content = OpenAiWords.text(delta, "content");
    if (content != null && !content.isEmpty()) {
      out.accept(new ChatChunk.ContentDelta(content));
    }
    String refusal = OpenAiWords.text(delta, "refusal");
    if (refusal != null && !refusal.isEmpty()) {
      out.accept(new ChatChunk.RefusalDelta(refusal));
    }
    Json calls = delta.present("tool_calls");
    if (calls != null) {
      toolCalls.read(calls);
    }
  }
}
