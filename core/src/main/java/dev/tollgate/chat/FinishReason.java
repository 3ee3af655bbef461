package dev.tollgate.chat;

import java.util.Locale;

/** Why a model stopped; the wire's fifth word, {@code error}, is a failure and not a reason. */
public enum FinishReason {
  /** It was done, or met a stop sequence. */
  STOP,
  /** It met the token limit. */
  LENGTH,
  /** It wants tools called. */
  TOOL_CALLS,
  /** Its provider filtered the content. */
  CONTENT_FILTER;

  /**
   * The reason that fits the answer: clients look for tool calls where the reason says so, and some
   * servers say stop all the same.
   */
  public FinishReason fitting(boolean hasCalls) {
    if (this == STOP && hasCalls) {
      return TOOL_CALLS;
    }
    return this == TOOL_CALLS && !hasCalls ? STOP : this;
  }

  /** The word on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
