package dev.tollgate.pricing;

import dev.tollgate.chat.ChatRequest;

/** The most tokens a prompt can be, whatever tokenizer counts it. */
public final class PromptBound {

  private static final long FRAMING_PER_MESSAGE = 16;
  private static final long FRAMING = 512;

  private PromptBound() {}

  /**
   * An upper bound: a token is at least one byte of text, and providers add some tokens of framing
   * to each message and some to the whole. At most {@link Price#ABSURD_TOKENS}.
   */
  public static long of(ChatRequest request) {
    long bound = request.bodyBytes() + FRAMING_PER_MESSAGE * request.messages().size() + FRAMING;
    return Math.min(bound, Price.ABSURD_TOKENS);
  }
}
