package dev.tollgate.json;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.regex.Pattern;

/**
 * The numbers of a text that are longer than a JSON reader takes, each put aside with a short one
 * in its place. They are found again by their order. Not thread-safe.
 */
final class LongNumbers {

  /** Stands for a number; a text without long numbers has none of its length. */
  private static final String PLACE = "1" + "0".repeat(StrictJson.MAX_NUMBER_LENGTH);

  private static final Pattern NUMBER =
      Pattern.compile("-?+(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+");

  private final String text;
  private final Queue<String> numbers = new ArrayDeque<>();
  private final StringBuilder shorter = new StringBuilder();

  private LongNumbers(String text) {
    this.text = text;
    int copied = 0;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '"' ? endOfString(at) : endOfNumber(at);
      if (c != '"' && isLongNumber(at, end)) {
        numbers.add(text.substring(at, end));
        shorter.append(text, copied, at).append(PLACE);
        copied = end;
      }
      at = Math.max(end, at + 1);
    }
    shorter.append(text, copied, text.length());
  }

  /** Those of that text. */
  static LongNumbers of(String text) {
    return new LongNumbers(text);
  }

  /** Those of a text that has none. */
  static LongNumbers none() {
    return new LongNumbers("");
  }

  /** The text without them. */
  String text() {
    return shorter.toString();
  }

  boolean isEmpty() {
    return numbers.isEmpty();
  }

  /** The next one in the text's order. */
  String next() {
    return numbers.remove();
  }

  private int endOfString(int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private int endOfNumber(int start) {
    int at = start;
    while (at < text.length() && "0123456789+-.eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private boolean isLongNumber(int start, int end) {
    return end - start > StrictJson.MAX_NUMBER_LENGTH
        && NUMBER.matcher(text).region(start, end).matches();
  }
}
