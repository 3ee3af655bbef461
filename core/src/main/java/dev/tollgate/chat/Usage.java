package dev.tollgate.chat;

/**
 * The tokens a completion used.
 *
 * @param promptTokens at least 0, cached ones included
 * @param completionTokens at least 0, reasoning included
 * @param cachedTokens the part of the prompt that the upstream had in its cache
 * @param reasoningTokens the part of the completion that was reasoning
 * @param estimated true when we counted because the upstream did not tell
 */
public record Usage(
    long promptTokens,
    long completionTokens,
    long cachedTokens,
    long reasoningTokens,
    boolean estimated) {

  /** Nothing used. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, false);

  public Usage {
    if (promptTokens < 0 || completionTokens < 0 || cachedTokens < 0 || reasoningTokens < 0) {
      throw new IllegalArgumentException("token counts are never negative");
    }
    if (cachedTokens > promptTokens || reasoningTokens > completionTokens) {
      throw new IllegalArgumentException("a part is larger than its whole");
    }
  }

  /** Usage as the upstream told it, without details. */
  public static Usage of(long promptTokens, long completionTokens) {
    return new Usage(promptTokens, completionTokens, 0, 0, false);
  }

  /** Usage as counted here. */
  public static Usage estimated(long promptTokens, long completionTokens) {
    return new Usage(promptTokens, completionTokens, 0, 0, true);
  }

  /** Prompt and completion together. */
  public long totalTokens() {
    return promptTokens + completionTokens;
  }
}
