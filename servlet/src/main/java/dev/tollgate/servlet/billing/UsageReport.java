package dev.tollgate.servlet.billing;

import dev.tollgate.chat.Usage;
import dev.tollgate.json.Json;
import dev.tollgate.pricing.Price;
import java.util.Optional;

/** Reads {@code usage} as OpenAI's API has it; a report that cannot be true is none. */
final class UsageReport {

  private UsageReport() {}

  static Optional<Usage> of(Json answer) {
    if (!(answer instanceof Json.Obj object)
        || !(object.present("usage") instanceof Json.Obj usage)) {
      return Optional.empty();
    }
    long prompt = tokens(usage, "prompt_tokens");
    long completion = tokens(usage, "completion_tokens");
    if (prompt < 0 || completion < 0) {
      return Optional.empty();
    }
    long cached = detail(usage, "prompt_tokens_details", "cached_tokens");
    long reasoning = detail(usage, "completion_tokens_details", "reasoning_tokens");
    return Optional.of(
        new Usage(
            prompt,
            completion,
            cached > prompt ? 0 : cached,
            Math.min(reasoning, completion),
            false));
  }

  private static long detail(Json.Obj usage, String details, String name) {
    return usage.present(details) instanceof Json.Obj object
        ? Math.max(0, tokens(object, name))
        : 0;
  }

  /** That count, or -1 where there is no believable one. */
  private static long tokens(Json.Obj object, String name) {
    if (!(object.present(name) instanceof Json.Num number) || !number.isLong()) {
      return -1;
    }
    long count = number.longValue();
    return count >= 0 && count <= Price.ABSURD_TOKENS ? count : -1;
  }
}
