package dev.tollgate.upstream.anthropic;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.Reasoning;
import dev.tollgate.chat.Tooling;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.upstream.UpstreamRequest;
import dev.tollgate.upstream.codec.ThinkingBudget;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a model is to think, in the words that it takes.
 *
 * @param config the {@code thinking} member, or null to leave it to the model
 * @param effort the {@code effort} of the output, or null
 */
record AnthropicThinking(Json.@Nullable Obj config, @Nullable String effort) {

  private static final long LEAST_BUDGET = 1024;

  private static final AnthropicThinking UNSAID = new AnthropicThinking(null, null);

  /** What goes up for a request. */
  static AnthropicThinking of(UpstreamRequest request, AnthropicModel model) {
    Reasoning reasoning = request.chat().reasoning();
    if (reasoning == null || (reasoning.effort() == null && reasoning.maxTokens() == null)) {
      return UNSAID;
    }
    return switch (model) {
      case PLAIN -> UNSAID;
      case BUDGETED -> budgeted(request, reasoning);
      case ADAPTIVE, ALWAYS_THINKING -> adaptive(request.maxTokens(), reasoning, model);
    };
  }

  /** True when a budget of tokens is set: it forbids to change the temperature. */
  boolean isBudgeted() {
    return config != null && config.get("budget_tokens") != null;
  }

  private static AnthropicThinking budgeted(UpstreamRequest request, Reasoning reasoning) {
    Optional<Long> wanted = ThinkingBudget.of(reasoning, request.maxTokens());
    if (wanted.isEmpty() || isForbidden(request.chat())) {
      return UNSAID;
    }
    // The answer itself needs a token behind the budget, and less than the least is refused.
    long budget = Math.min(Math.max(wanted.get(), LEAST_BUDGET), request.maxTokens() - 1);
    if (budget < LEAST_BUDGET) {
      return UNSAID;
    }
    return new AnthropicThinking(
        new JsonObject().put("type", "enabled").put("budget_tokens", budget).build(), null);
  }

  /**
   * A budget is refused beside a tool that must be called, and in the middle of a turn that began
   * without thinking.
   */
  private static boolean isForbidden(ChatRequest chat) {
    Tooling.Choice choice = chat.tooling().choice();
    if (choice == Tooling.Mode.REQUIRED || choice instanceof Tooling.Named) {
      return true;
    }
    List<Message> messages = chat.messages();
    if (!(messages.get(messages.size() - 1) instanceof Message.ToolResult)) {
      return false;
    }
    for (int at = messages.size() - 1; at >= 0; at--) {
      if (messages.get(at) instanceof Message.Assistant turn) {
        return AnthropicReasoning.blocks(turn.reasoningDetails()).isEmpty();
      }
    }
    return false;
  }

  private static AnthropicThinking adaptive(
      long maxTokens, Reasoning reasoning, AnthropicModel model) {
    Long tokens = reasoning.maxTokens();
    Reasoning.Effort effort =
        tokens == null ? reasoning.effort() : ThinkingBudget.effort(tokens, maxTokens);
    if (effort == Reasoning.Effort.NONE) {
      return model == AnthropicModel.ALWAYS_THINKING
          ? new AnthropicThinking(null, "low")
          : new AnthropicThinking(new JsonObject().put("type", "disabled").build(), null);
    }
    Json.Obj config =
        new JsonObject()
            .put("type", "adaptive")
            .put("display", reasoning.exclude() ? "omitted" : "summarized")
            .build();
    return new AnthropicThinking(config, word(effort));
  }

  private static String word(Reasoning.@Nullable Effort effort) {
    if (effort == null) {
      return "medium";
    }
    return switch (effort) {
      case NONE, MINIMAL, LOW -> "low";
      case MEDIUM -> "medium";
      case HIGH -> "high";
      case XHIGH -> "xhigh";
    };
  }
}
