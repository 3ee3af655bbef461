package dev.tollgate.upstream.gemini;

import dev.tollgate.chat.Reasoning;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.upstream.codec.ThinkingBudget;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How much a model is to think, in the words that it takes; as OpenRouter maps them. */
final class GeminiThinking {

  private GeminiThinking() {}

  /** The {@code thinkingConfig}, or null to leave it to the model. */
  static Json.@Nullable Obj config(
      @Nullable Reasoning reasoning, long maxTokens, GeminiModel model) {
    if (model == GeminiModel.PLAIN
        || reasoning == null
        || (reasoning.effort() == null && reasoning.maxTokens() == null)) {
      return null;
    }
    JsonObject config = new JsonObject();
    Reasoning.Effort effort = reasoning.effort();
    Long tokens = reasoning.maxTokens();
    if (model.isLevelled() && tokens != null) {
      config.put("thinkingBudget", tokens);
    } else if (model.isLevelled() && effort != null) {
      config.put("thinkingLevel", level(effort, model));
    } else {
      Optional<Long> budget = ThinkingBudget.of(reasoning, maxTokens);
      config.put("thinkingBudget", budget.map(model::budget).orElse(model.leastThinking()));
    }
    boolean thinks = tokens != null || effort != Reasoning.Effort.NONE;
    return config.put("includeThoughts", thinks && !reasoning.exclude()).build();
  }

  private static String level(Reasoning.Effort effort, GeminiModel model) {
    return switch (effort) {
      case NONE, MINIMAL -> model == GeminiModel.LEVELLED_PRO ? "low" : "minimal";
      case LOW -> "low";
      case MEDIUM -> "medium";
      case HIGH, XHIGH -> "high";
    };
  }
}
