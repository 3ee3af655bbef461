package dev.tollgate.upstream.codec;

import dev.tollgate.chat.Reasoning;
import java.util.Optional;

/**
 * How many tokens a model may think that is told a number of them. An effort is a share of the
 * answer's tokens, as OpenRouter documents it.
 */
public final class ThinkingBudget {

  /** The fewest tokens that an effort stands for. */
  private static final long LEAST = 1024;

  private static final long MOST = 128_000;

  private ThinkingBudget() {}

  /**
   * The budget that was asked for, in tokens; empty when none was. One in tokens wins over an
   * effort, being more exact.
   *
   * @param maxTokens the most tokens of the answer, thinking included
   */
  public static Optional<Long> of(Reasoning reasoning, long maxTokens) {
    Long tokens = reasoning.maxTokens();
    if (tokens != null) {
      return Optional.of(tokens);
    }
    Reasoning.Effort effort = reasoning.effort();
    if (effort == null || effort == Reasoning.Effort.NONE) {
      return Optional.empty();
    }
    long share = maxTokens / 100 * percent(effort) + maxTokens % 100 * percent(effort) / 100;
    return Optional.of(Math.max(Math.min(share, MOST), LEAST));
  }

  /** The effort whose share of the answer a budget fills. */
  public static Reasoning.Effort effort(long budget, long maxTokens) {
    Reasoning.Effort found = Reasoning.Effort.MINIMAL;
    for (Reasoning.Effort effort : Reasoning.Effort.values()) {
      // In percent, and without the overflow of a product.
      if (effort != Reasoning.Effort.NONE && budget / (maxTokens / 100.0) >= percent(effort)) {
        found = effort;
      }
    }
    return found;
  }

  private static long percent(Reasoning.Effort effort) {
    return switch (effort) {
      case NONE -> 0;
      case MINIMAL -> 10;
      case LOW -> 20;
      case MEDIUM -> 50;
      case HIGH -> 80;
      case XHIGH -> 95;
    };
  }
}
