package dev.tollgate.routing.quality;

/**
 * The lettered options at the end of a question, as a scan comes across them: how many, how long,
 * how alike.
 *
 * <p>A list that begins again at its first letter replaces the one before: of several examples the
 * last one is the question.
 */
final class OptionScan {

  private static final int MOST = 16;

  private final int[] chars = new int[MOST];
  private final int[] words = new int[MOST];
  private final int[] numbers = new int[MOST];
  private int count;
  private int begin;
  private boolean open;
  private int repeatedWords;
  private int stemWords;
  private int allWords;

  /** The letter after those seen, or the first one again. */
  boolean expects(char letter) {
    int position = Character.toUpperCase(letter) - 'A';
    return position == 0 || (position == count && count < MOST);
  }

  void begin(char letter, int offset) {
    end(offset);
    if (Character.toUpperCase(letter) == 'A') {
      clear();
    }
    begin = offset;
    words[count] = 0;
    numbers[count] = 0;
    open = true;
  }

  /** Ends the option that is open, if one is. */
  void end(int offset) {
    if (open) {
      chars[count] = offset - begin;
      count++;
      open = false;
    }
  }

  boolean isOpen() {
    return open;
  }

  /**
   * A word of the option that is open.
   *
   * @param seen whether the text had it before
   */
  void word(boolean number, boolean seen) {
    words[count]++;
    allWords++;
    if (number) {
      numbers[count]++;
    }
    if (seen) {
      repeatedWords++;
    }
  }

  void stemWords(int words) {
    stemWords = words;
  }

  /** How many words came before the first option; 0 without options. */
  int stemWords() {
    return stemWords;
  }

  int count() {
    return count;
  }

  int words() {
    return allWords;
  }

  /** The share of options that are a number or little else. */
  double numeric() {
    int numeric = 0;
    for (int i = 0; i < count; i++) {
      if (numbers[i] > 0 && words[i] <= 3) {
        numeric++;
      }
    }
    return share(numeric);
  }

  /** The share of options of one word. */
  double single() {
    int single = 0;
    for (int i = 0; i < count; i++) {
      if (words[i] <= 1) {
        single++;
      }
    }
    return share(single);
  }

  double meanChars() {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += chars[i];
    }
    return count == 0 ? 0 : (double) sum / count;
  }

  /** The spread of the lengths over their mean. */
  double unevenness() {
    double mean = meanChars();
    double squares = 0;
    for (int i = 0; i < count; i++) {
      squares += (chars[i] - mean) * (chars[i] - mean);
    }
    return count == 0 || mean == 0 ? 0 : Math.sqrt(squares / count) / mean;
  }

  int longest() {
    int longest = 0;
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, chars[i]);
    }
    return longest;
  }

  int shortest() {
    int shortest = count == 0 ? 0 : Integer.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      shortest = Math.min(shortest, chars[i]);
    }
    return shortest;
  }

  /** The share of the options' words that the text had before. */
  double repetition() {
    return allWords == 0 ? 0 : (double) repeatedWords / allWords;
  }

  private double share(int part) {
    return count == 0 ? 0 : (double) part / count;
  }

  private void clear() {
    count = 0;
    allWords = 0;
    repeatedWords = 0;
  }
}
