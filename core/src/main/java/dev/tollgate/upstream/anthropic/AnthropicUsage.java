package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.ReportedUsage;
import dev.tollgate.json.Json;
import dev.tollgate.upstream.codec.AnswerFields;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds what an answer says of its usage: a stream says it twice, the second time not always all of
 * it. Not thread-safe.
 */
final class AnthropicUsage {

  private static final String INPUT = "input_tokens";
  private static final String CACHE_WRITTEN = "cache_creation_input_tokens";
  private static final String CACHE_READ = "cache_read_input_tokens";
  private static final String OUTPUT = "output_tokens";
  private static final String THINKING = "thinking_tokens";

  private final Map<String, Long> counts = new HashMap<>();

  /** Takes a {@code usage} member; null says nothing. */
  void add(@Nullable Json usage) {
    if (usage == null) {
      return;
    }
    if (!(usage instanceof Json.Obj said)) {
      counts.put(INPUT, AnswerFields.NONSENSE);
      counts.put(OUTPUT, AnswerFields.NONSENSE);
      return;
    }
    addPrompt(said);
    add(said, OUTPUT);
    if (said.get("output_tokens_details") instanceof Json.Obj details) {
      add(details, THINKING);
    }
  }

  /** Takes what is said before the answer: its count of the output is no count yet. */
  void addPrompt(@Nullable Json usage) {
    if (usage instanceof Json.Obj said) {
      add(said, INPUT);
      add(said, CACHE_WRITTEN);
      add(said, CACHE_READ);
    }
  }

  private void add(Json.Obj said, String name) {
    Json count = said.present(name);
    if (count != null) {
      counts.put(name, AnswerFields.count(count));
    }
  }

  /** All of it, or null while one of the two main counts was not said. */
  @Nullable ReportedUsage report() {
    Long input = counts.get(INPUT);
    Long output = counts.get(OUTPUT);
    if (input == null || output == null) {
      return null;
    }
    long cached = count(CACHE_READ);
    return new ReportedUsage(
        sum(input, count(CACHE_WRITTEN), cached), output, cached, count(THINKING));
  }

  private long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** The API tells the three parts of a prompt apart; none of them may be nonsense. */
  private static long sum(long... parts) {
    long sum = 0;
    for (long part : parts) {
      if (part < 0) {
        return AnswerFields.NONSENSE;
      }
      sum += part;
    }
    return sum;
  }
}
