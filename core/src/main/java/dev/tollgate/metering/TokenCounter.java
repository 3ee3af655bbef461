package dev.tollgate.metering;

import dev.tollgate.chat.ChatRequest;

/** Counts tokens where an upstream does not tell; thread-safe. */
public interface TokenCounter {

  /** The tokens of that text. */
  long count(String text);

  /**
   * A beginning of that text that has no more than so many tokens, and hardly fewer unless it is
   * all of it.
   */
  default String beginning(String text, long tokens) {
    return text.substring(0, new BeginningSearch(this, text).end(tokens));
  }

  /** The tokens of a whole prompt: messages, their framing, tools and schemas. */
  long countPrompt(ChatRequest request);
}
