package dev.tollgate.metering;

/** Finds where a text has so many tokens: piece by piece, so that no long one is counted whole. */
final class BeginningSearch {

  private static final int PIECE = 256;

  private final TokenCounter counter;
  private final String text;

  BeginningSearch(TokenCounter counter, String text) {
    this.counter = counter;
    this.text = text;
  }

  /** The place behind the last character that still fits. */
  int end(long tokens) {
    long left = tokens;
    int start = 0;
    while (start < text.length()) {
      int end = whole(Math.min(start + PIECE, text.length()));
      long count = counter.count(text.substring(start, end));
      if (count > left) {
        return within(start, end, left);
      }
      left -= count;
      start = end;
    }
    return start;
  }

  private int within(int start, int tooFar, long tokens) {
    int fits = start;
    int fails = tooFar;
    while (fails - fits > 1) {
      int middle = (fits + fails) >>> 1;
      if (counter.count(text.substring(start, middle)) <= tokens) {
        fits = middle;
      } else {
        fails = middle;
      }
    }
    return tokens == 0 ? start : whole(fits);
  }

  /** Not between the two halves of a character. */
  private int whole(int place) {
    boolean halved =
        place > 0 && place < text.length() && Character.isLowSurrogate(text.charAt(place));
    return halved ? place - 1 : place;
  }
}
