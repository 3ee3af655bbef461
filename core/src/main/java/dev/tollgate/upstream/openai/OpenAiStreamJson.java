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
  private final TextFrame frame = new TextFrame();
  private boolean finished;

  /** How many chunks were told, and the last one of the event that is being read. */
  private int told;

  private @Nullable ChatChunk last;

  OpenAiStreamJson(Consumer<ChatChunk> out) {
    this.out = out;
    this.toolCalls = new OpenAiToolCalls(this::tell);
  }

  private void tell(ChatChunk chunk) {
    told++;
    last = chunk;
    out.accept(chunk);
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
    String text = type == null && !finished ? frame.textOf(data) : null;
    if (text != null) {
      out.accept(new ChatChunk.ContentDelta(text));
      return true;
    }
    int before = told;
    parse(type, data);
    if (told == before + 1 && last instanceof ChatChunk.ContentDelta content) {
      frame.learn(data, content.text());
    }
    last = null;
    return true;
  }

  /** True when any was begun. */
  boolean hasToolCalls() {
    return toolCalls.isAny();
  }

  /** Reads an event that is not the stream's end. */
  void parse(@Nullable String type, String data) throws BadAnswer {
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
      tell(new ChatChunk.UsageReport(usage));
    }
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
      tell(new ChatChunk.Finish(reason.fitting(toolCalls.isAny())));
    }
  }

  private void delta(Json.Obj delta) throws BadAnswer {
    String reasoning = OpenAiWords.reasoning(delta);
    Json.Arr details = OpenAiWords.reasoningDetails(delta);
    if (reasoning != null || details != null) {
      tell(new ChatChunk.ReasoningDelta(reasoning, details));
    }
    String content = AnswerFields.text(delta, "content");
    if (content != null && !content.isEmpty()) {
      tell(new ChatChunk.ContentDelta(content));
    }
    String refusal = AnswerFields.text(delta, "refusal");
    if (refusal != null && !refusal.isEmpty()) {
      tell(new ChatChunk.RefusalDelta(refusal));
    }
    Json calls = delta.present("tool_calls");
    if (calls != null) {
      toolCalls.read(calls);
    }
  }
}
