package dev.tollgate.metering;

import dev.tollgate.chat.ChatRequest;

/** Counts tokens where an upstream does not tell; thread-safe. */
public interface TokenCounter {

  /** The tokens of that text. */
  long count(String text);

  /** The tokens of a whole prompt: messages, their framing, tools and schemas. */
  long countPrompt(ChatRequest request);
}
