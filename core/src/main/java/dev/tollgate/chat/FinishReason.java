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

  /** The word on the wire. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
