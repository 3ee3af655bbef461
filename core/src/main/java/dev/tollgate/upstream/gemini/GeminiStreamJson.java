package dev.tollgate.upstream.gemini;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.codec.AnswerFields;
import dev.tollgate.upstream.codec.BadAnswer;
import dev.tollgate.upstream.codec.EventReader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the events of one stream, each a small answer; not thread-safe. */
final class GeminiStreamJson implements EventReader {

  /** No word of this API, but of servers that speak several. */
  private static final String DONE = "[DONE]";

  private final Consumer<ChatChunk> out;
  private final GeminiParts parts;
  private boolean finished;

  GeminiStreamJson(Consumer<ChatChunk> out) {
    this.out = out;
    this.parts = new GeminiParts(out);
  }

  @Override
  public boolean isFinished() {
    return finished;
  }

  @Override
  public boolean read(@Nullable String type, String data) throws BadAnswer {
    if (data.strip().equals(DONE)) {
      return false;
    }
    Json.Obj event = AnswerFields.object(data);
    GeminiCandidate candidate = GeminiCandidate.of(event);
    if (candidate != null && !finished) {
      String answerId = AnswerFields.nonEmptyText(event, "responseId");
      for (Json.Obj part : candidate.parts()) {
        parts.tell(part, answerId);
      }
      if (candidate.reason() != null) {
        finished = true;
        out.accept(new ChatChunk.Finish(candidate.reason().fitting(parts.hasCalls())));
      }
    }
    // Every event has a count of what was used up to it; only the last ones tell.
    ReportedUsage usage = finished ? GeminiUsage.read(event) : null;
    if (usage == null) {
      return true;
    }
    out.accept(new ChatChunk.UsageReport(usage));
    // The API has no word for its end, and behind a reason and its usage there is nothing to wait
    // for.
    return false;
  }
}
