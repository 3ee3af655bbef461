package dev.tollgate.routing.auto;

import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Ignored;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Message;
import dev.tollgate.chat.Reasoning;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.chat.Tooling;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of whoever serves it.
 *
 * @param promptTokens an estimate
 * @param asked the output that the caller wants room for, or null when he names none
 */
record Needs(
    Set<Capability> capabilities, Set<Ignored> obedience, long promptTokens, @Nullable Long asked) {

  static Needs of(ChatRequest request, long promptTokens) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    Set<Ignored> obedience = EnumSet.noneOf(Ignored.class);
    Tooling tooling = request.tooling();
    if (!tooling.tools().isEmpty() || hasCalls(request)) {
      capabilities.add(Capability.TOOLS);
    }
    if (!tooling.tools().isEmpty()) {
      if (tooling.choice() == Tooling.Mode.REQUIRED || tooling.choice() instanceof Tooling.Named) {
        obedience.add(Ignored.TOOL_CHOICE);
      }
      if (tooling.parallelCalls() != null) {
        obedience.add(Ignored.PARALLEL_TOOL_CALLS);
      }
    }
    ResponseFormat format = request.responseFormat();
    if (format != null && format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
      capabilities.add(Capability.JSON_SCHEMA);
    }
    Reasoning reasoning = request.reasoning();
    Reasoning.Effort effort = reasoning == null ? null : reasoning.effort();
    if (effort == Reasoning.Effort.HIGH || effort == Reasoning.Effort.XHIGH) {
      capabilities.add(Capability.REASONING);
    } else if (effort == Reasoning.Effort.NONE || effort == Reasoning.Effort.MINIMAL) {
      obedience.add(Ignored.REASONING_EFFORT);
    }
    return new Needs(capabilities, obedience, promptTokens, request.maxTokens());
  }

  /** True when tools were called before, also where none is offered any more. */
  private static boolean hasCalls(ChatRequest request) {
    for (Message message : request.messages()) {
      if (message instanceof Message.ToolResult
          || (message instanceof Message.Assistant turn && !turn.toolCalls().isEmpty())) {
        return true;
      }
    }
    return false;
  }

  /** All that speaks against that model; empty when it can do what is asked. */
  EnumSet<Constraint> unmetBy(Model model) {
    EnumSet<Constraint> unmet = EnumSet.noneOf(Constraint.class);
    if (promptTokens + outputOf(model) > model.contextWindow()) {
      unmet.add(Constraint.CONTEXT_WINDOW);
    }
    for (Capability capability : capabilities) {
      if (!model.capabilities().contains(capability)) {
        unmet.add(constraint(capability));
      }
    }
    for (Ignored instruction : obedience) {
      if (model.ignores().contains(instruction)) {
        unmet.add(constraint(instruction));
      }
    }
    return unmet;
  }

  /**
   * The output that must fit its window: a larger cap is lowered to its own, one token is least.
   */
  private long outputOf(Model model) {
    return asked == null ? 1 : Math.min(asked, model.maxOutputTokens());
  }

  private static Constraint constraint(Capability capability) {
    return switch (capability) {
      case TOOLS -> Constraint.TOOLS;
      case JSON_SCHEMA -> Constraint.JSON_SCHEMA;
      case REASONING -> Constraint.REASONING;
    };
  }

  private static Constraint constraint(Ignored instruction) {
    return switch (instruction) {
      case TOOL_CHOICE -> Constraint.TOOL_CHOICE;
      case PARALLEL_TOOL_CALLS -> Constraint.PARALLEL_TOOL_CALLS;
      case REASONING_EFFORT -> Constraint.REASONING;
    };
  }
}
