package dev.tollgate.chat;

import org.jspecify.annotations.Nullable;

/**
 * How much the model is to think before it answers.
 *
 * @param maxTokens a budget of at least 1, or null
 * @param exclude true to think and not to show it
 */
public record Reasoning(@Nullable Effort effort, @Nullable Long maxTokens, boolean exclude) {

  /** The six efforts of the wire, least first. */
  public enum Effort {
    /** No thinking. */
    NONE,
    /** Hardly any. */
    MINIMAL,
    /** Little. */
    LOW,
    /** The usual. */
    MEDIUM,
    /** Much. */
    HIGH,
    /** As much as the model can. */
    XHIGH
  }
}
