package dev.tollgate.samples.conformance;

/**
 * What a provider is asked for, whichever API it was asked in.
 *
 * @param mustCall true when the answer has to be a tool call
 * @param thinks true when the thoughts are to be seen
 * @param isShort true when there is no room for a whole answer
 * @param wantsJson true when the answer has to be a JSON object
 */
record Wish(boolean streams, boolean mustCall, boolean thinks, boolean isShort, boolean wantsJson) {

  static final int PROMPT_TOKENS = 20;

  private static final int SHORT = 9;

  static boolean isShort(long maxTokens) {
    return maxTokens < SHORT;
  }

  /** What the model says, as it stands inside a JSON string. */
  String text() {
    if (isShort) {
      return "1";
    }
    return wantsJson ? "{\\\"city\\\":\\\"Paris\\\"}" : "Hello there!";
  }

  int completionTokens() {
    return isShort ? 1 : 9;
  }
}
