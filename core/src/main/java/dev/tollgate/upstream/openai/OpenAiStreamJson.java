package dev.tollgate.upstream.openai;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.FinishReason;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import dev.tollgate.upstream.codec.EventReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the events of one stream; not thread-safe. */
final class OpenAiStreamJson implements EventReader {

  private static final String DONE = "[DONE]";

  private final Consumer<ChatChunk> out;
  private final OpenAiToolCalls toolCalls;
  private boolean finished;

  OpenAiStreamJson(Consumer<ChatChunk> out) {
    this.out = out;
    this.toolCalls = new OpenAiToolCalls(out);
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean read(@Nullable String type, String data) throws BadAnswer {
    if (data.equals(DONE) || data.strip().equals(DONE)) {
      return false;
    }
    Json.Obj chunk = AnswerFields.object(data);
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
      out.accept(new ChatChunk.Finish(reason.fitting(toolCalls.isAny())));
    }
  }

  private void delta(Json.Obj delta) throws BadAnswer {
    String reasoning = OpenAiWords.reasoning(delta);
    Json.Arr details = OpenAiWords.reasoningDetails(delta);
    if (reasoning != null || details != null) {
      out.accept(new ChatChunk.ReasoningDelta(reasoning, details));
    }
    String content = AnswerFields.text(delta, "content");
    if (content != null && !content.isEmpty()) {
      out.accept(new ChatChunk.ContentDelta(content));
    }
    String refusal = AnswerFields.text(delta, "refusal");
    if (refusal != null && !refusal.isEmpty()) {
      out.accept(new ChatChunk.RefusalDelta(refusal));
    }
    Json calls = delta.present("tool_calls");
    if (calls != null) {
      toolCalls.read(calls);
    }
  }
}
