package dev.tollgate.chat;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code reasoning} and {@code reasoning_effort} into one. */
final class ReasoningReader {

  private static final List<String> EFFORTS =
      List.of("xhigh", "high", "medium", "low", "minimal", "none");

  private ReasoningReader() {}

  /** What was asked for, or null when neither is there. */
  static @Nullable Reasoning read(FieldReader body) {
    Reasoning.Effort shorthand = effort(body, "reasoning_effort");
    FieldReader reasoning = body.object("reasoning");
    if (reasoning == null) {
      return shorthand == null ? null : new Reasoning(shorthand, null, false);
    }
    Reasoning.Effort effort = effort(reasoning, "effort");
    Long maxTokens = reasoning.count("max_tokens");
    boolean exclude = Boolean.TRUE.equals(reasoning.bool("exclude"));
    // The object wins where it speaks; one that only hides the thinking leaves the effort open.
    boolean silent = effort == null && maxTokens == null;
    return new Reasoning(silent ? shorthand : effort, maxTokens, exclude);
  }

  private static Reasoning.@Nullable Effort effort(FieldReader object, String name) {
    String word = object.string(name);
    if (word == null) {
      return null;
    }
    if (!EFFORTS.contains(word)) {
      throw FieldReader.refused(object.path(name), "must be one of " + String.join(", ", EFFORTS));
    }
    return Reasoning.Effort.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
