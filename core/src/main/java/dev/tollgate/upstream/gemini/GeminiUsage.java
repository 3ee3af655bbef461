package dev.tollgate.upstream.gemini;

import static dev.tollgate.upstream.codec.AnswerFields.NONSENSE;

import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.codec.AnswerFields;
import org.jspecify.annotations.Nullable;

/** Reads {@code usageMetadata}: a claim, so nonsense is kept as nonsense. */
final class GeminiUsage {

  private GeminiUsage() {}

  /** What it says, or null when it says nothing of the prompt. Thoughts are counted apart there. */
  static @Nullable ReportedUsage read(Json.Obj answer) {
    Json usage = answer.present("usageMetadata");
    if (usage == null) {
      return null;
    }
    if (!(usage instanceof Json.Obj counts)) {
      return new ReportedUsage(NONSENSE, NONSENSE, NONSENSE, NONSENSE);
    }
    if (counts.present("promptTokenCount") == null) {
      return null;
    }
    long thoughts = count(counts, "thoughtsTokenCount");
    long candidates = count(counts, "candidatesTokenCount");
    return new ReportedUsage(
        count(counts, "promptTokenCount"),
        thoughts < 0 || candidates < 0 ? NONSENSE : candidates + thoughts,
        count(counts, "cachedContentTokenCount"),
        thoughts);
  }

  private static long count(Json.Obj counts, String name) {
    Json value = counts.present(name);
    return value == null ? 0 : AnswerFields.count(value);
  }
}
