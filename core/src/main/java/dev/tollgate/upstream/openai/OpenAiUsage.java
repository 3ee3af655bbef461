package dev.tollgate.upstream.openai;

import static dev.tollgate.upstream.codec.AnswerFields.NONSENSE;
import static dev.tollgate.upstream.codec.AnswerFields.count;

import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads a {@code usage} member: a claim, so nonsense is kept as nonsense. */
final class OpenAiUsage {

  private OpenAiUsage() {}

  /** What it says, or null when it is absent or null. */
  static @Nullable ReportedUsage read(Json.@Nullable Obj holder) {
    Json usage = holder == null ? null : holder.present("usage");
    if (usage == null) {
      return null;
    }
    if (!(usage instanceof Json.Obj counts)) {
      return new ReportedUsage(NONSENSE, NONSENSE, NONSENSE, NONSENSE);
    }
    return new ReportedUsage(
        count(counts.get("prompt_tokens")),
        count(counts.get("completion_tokens")),
        detail(counts.present("prompt_tokens_details"), "cached_tokens"),
        detail(counts.present("completion_tokens_details"), "reasoning_tokens"));
  }

  private static long detail(@Nullable Json details, String name) {
    if (details == null) {
      return 0;
    }
    if (!(details instanceof Json.Obj counts)) {
      return NONSENSE;
    }
    Json value = counts.present(name);
    return value == null ? 0 : count(value);
  }
}
