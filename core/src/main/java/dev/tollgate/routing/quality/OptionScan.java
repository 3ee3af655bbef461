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
  private static final int LONG = 8;
  private static final int ABOVE = CueWords.hash("above");
  private static final int BOTH = CueWords.hash("both");
  private static final int NEITHER = CueWords.hash("neither");

  private final int[] chars = new int[MOST];
  private final int[] words = new int[MOST];
  private final int[] numbers = new int[MOST];
  private int count;
  private int begin;
  private boolean open;
  private final int[] starts = new int[MOST];
  private int repeatedWords;
  private int allWords;
  private int letters;
  private int longWords;
  private int collective;
  private int stopped;

  /** The letter after those seen, or the first one again. */
  boolean expects(char letter) {
    int position = Character.toUpperCase(letter) - 'A';
    return position == 0 || (position == count && count < MOST);
  }

  void begin(char letter, int offset, boolean stop) {
    end(offset, stop);
    if (Character.toUpperCase(letter) == 'A') {
      clear();
    }
    begin = offset;
    words[count] = 0;
    numbers[count] = 0;
    open = true;
  }

  /**
   * Ends the option that is open, if one is.
   *
   * @param stop whether it ends like a sentence
   */
  void end(int offset, boolean stop) {
    if (open) {
      if (stop) {
        stopped++;
      }
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
  void word(int length, int hash, boolean number, boolean seen) {
    if (words[count] == 0) {
      starts[count] = hash;
    }
    words[count]++;
    allWords++;
    letters += length;
    if (number) {
      numbers[count]++;
    }
    if (length >= LONG) {
      longWords++;
    }
    if (hash == ABOVE || hash == BOTH || hash == NEITHER) {
      collective++;
    }
    if (seen) {
      repeatedWords++;
    }
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

  /** The share of options that end like a sentence. */
  double stopped() {
    return share(stopped);
  }

  /** How often an option speaks of the others, as in "all of the above". */
  int collective() {
    return collective;
  }

  /** The share of options that begin with the word that the one before begins with. */
  double parallel() {
    int parallel = 0;
    for (int i = 1; i < count; i++) {
      if (starts[i] == starts[i - 1]) {
        parallel++;
      }
    }
    return share(parallel);
  }

  double lettersPerWord() {
    return allWords == 0 ? 0 : (double) letters / allWords;
  }

  double longWords() {
    return allWords == 0 ? 0 : (double) longWords / allWords;
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
    letters = 0;
    longWords = 0;
    collective = 0;
    stopped = 0;
  }
}
