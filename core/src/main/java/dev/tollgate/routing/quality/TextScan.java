package dev.tollgate.routing.quality;

/**
 * One pass over a text: counts of its characters, words and lines, its options, and the words
 * themselves as a bag.
 *
 * <p>Nothing is copied out of the text and no string is made, so a scan costs a few nanoseconds a
 * character and no garbage.
 */
@SuppressWarnings("EnumOrdinal") // Arrays by ordinal are what an EnumMap is, without its boxes.
final class TextScan {

  /** Words are told apart by this many letters, which puts most forms of one word together. */
  private static final int STEM = 7;

  private static final int PAIR = 0x01000193;

  final int[] kinds = new int[CharKind.COUNT];
  final int[] cues = new int[CueWords.Cue.values().length];
  final WordBag bag = new WordBag();
  final OptionScan options = new OptionScan();

  int chars;
  int words;
  int letters;
  int longWords;
  int veryLongWords;
  int capitalised;
  int shouted;
  int numbers;
  int longNumbers;
  int years;
  int decimals;
  int lone;
  int sentences;
  int longestSentence;
  int lines;
  int longestLine;
  int indented;
  int blanks;
  int questions;
  char lastMark = ' ';

  /** The last mark before the first option, or of the text. */
  char stemMark = ' ';

  private int lineStart;
  private int sentenceWords;
  private int previousSentence;
  private int lastSentence;
  private Tally before = new Tally(0, 0, 0, 0);
  private Tally stem = before;
  private int previous;
  private boolean afterStop = true;

  /** What was counted so far. */
  private record Tally(int words, int numbers, int sentences, int capitalised) {
    Tally since(Tally before) {
      return new Tally(
          words - before.words,
          numbers - before.numbers,
          sentences - before.sentences,
          capitalised - before.capitalised);
    }
  }

  /** How many words the question has before its options. */
  int stemWords() {
    return stem.words();
  }

  /** How many numbers it has there. */
  int stemNumbers() {
    return stem.numbers();
  }

  /** How many sentences it has there. */
  int stemSentences() {
    return stem.sentences();
  }

  /** How many words within sentences begin with a capital there. */
  int stemCapitalised() {
    return stem.capitalised();
  }

  /** How many words the last sentence before the options has. */
  int lastSentence() {
    return lastSentence;
  }

  private Tally tally() {
    return new Tally(words, numbers, sentences, capitalised);
  }

  /** Reads that part of the text; what is read next begins on a new line. */
  void read(String text, int from, int to) {
    lineStart = from;
    int at = from;
    while (at < to) {
      if (at == lineStart) {
        at = lineBegins(text, at, to);
        if (at >= to) {
          break;
        }
      }
      char c = text.charAt(at);
      CharKind kind = CharKind.of(c);
      if (kind.isWord()) {
        at = word(text, at, to);
      } else {
        kinds[kind.ordinal()]++;
        mark(c, kind, at);
        at++;
      }
    }
    chars += to - from;
    endLine(to);
    endSentence();
    if (options.count() == 0) {
      endStem();
    }
  }

  private int lineBegins(String text, int at, int to) {
    int letter = text.charAt(at) == '(' ? at + 1 : at;
    if (letter + 2 < to && isOption(text, letter)) {
      char name = text.charAt(letter);
      endSentence();
      if (Character.toUpperCase(name) == 'A') {
        endStem();
      }
      options.begin(name, letter + 2, lastMark == '.');
      lines++;
      // So that the letter itself is no word of the option.
      lineStart = -1;
      return letter + 2;
    }
    if (text.charAt(at) == ' ' || text.charAt(at) == '\t') {
      indented++;
    }
    lines++;
    return at;
  }

  private boolean isOption(String text, int letter) {
    char after = text.charAt(letter + 1);
    boolean marked = after == '.' || after == ')' || after == ':';
    return marked
        && Character.isWhitespace(text.charAt(letter + 2))
        && options.expects(text.charAt(letter));
  }

  private void mark(char c, CharKind kind, int at) {
    switch (kind) {
      case SPACE -> {}
      case LINE_END -> {
        endLine(at);
        lineStart = at + 1;
      }
      case STOP -> {
        lastMark = c;
        if (c == '?') {
          questions++;
        }
        endSentence();
      }
      case UNDERSCORE -> {
        if (lastMark != '_') {
          blanks++;
        }
        lastMark = c;
      }
      default -> lastMark = c;
    }
  }

  private void endLine(int at) {
    if (lineStart >= 0) {
      longestLine = Math.max(longestLine, at - lineStart);
      if (at == lineStart) {
        before = tally();
      }
    }
    options.end(at, lastMark == '.');
  }

  private void endStem() {
    stem = tally().since(before);
    stemMark = lastMark;
    lastSentence = previousSentence;
  }

  private void endSentence() {
    if (sentenceWords > 0) {
      sentences++;
      longestSentence = Math.max(longestSentence, sentenceWords);
      previousSentence = sentenceWords;
      sentenceWords = 0;
    }
    afterStop = true;
  }

  /** Reads the word that begins there and gives the offset behind it. */
  private int word(String text, int from, int to) {
    int at = from;
    int hash = 0;
    int stemHash = 0;
    int digits = 0;
    int capitals = 0;
    while (at < to) {
      char c = text.charAt(at);
      CharKind kind = CharKind.of(c);
      if (!kind.isWord()) {
        boolean inside =
            kind == CharKind.APOSTROPHE || ((c == '.' || c == ',') && digits == at - from);
        if (!inside || at + 1 == to || !CharKind.of(text.charAt(at + 1)).isWord()) {
          break;
        }
        if (kind != CharKind.APOSTROPHE) {
          decimals++;
          digits++;
        }
      } else if (kind == CharKind.CAPITAL) {
        capitals++;
        c = Character.toLowerCase(c);
      } else if (kind == CharKind.DIGIT) {
        digits++;
      } else if (kind == CharKind.IDEOGRAPH && at > from) {
        break;
      }
      kinds[kind.ordinal()]++;
      hash = 31 * hash + c;
      at++;
      if (at - from <= STEM) {
        stemHash = hash;
      }
    }
    boolean number = digits == at - from;
    count(at - from, digits, capitals, hash);
    // A number's value says nothing that its length does not.
    boolean fresh = keep(number ? digits : stemHash);
    if (options.isOpen()) {
      options.word(at - from, hash, number, !fresh);
    }
    lastMark = 'a';
    afterStop = false;
    return at;
  }

  private void count(int length, int digits, int capitals, int hash) {
    words++;
    sentenceWords++;
    letters += length;
    if (digits > 0) {
      numbers++;
      if (digits >= 4) {
        longNumbers++;
        if (length == 4) {
          years++;
        }
      }
      return;
    }
    if (length >= 8) {
      longWords++;
      if (length >= 12) {
        veryLongWords++;
      }
    }
    if (length == 1) {
      lone++;
    } else if (capitals == length) {
      shouted++;
    } else if (capitals > 0 && !afterStop) {
      capitalised++;
    }
    int cue = CueWords.cue(hash);
    if (cue >= 0) {
      cues[cue]++;
    }
  }

  /** Puts the word and its pair with the one before into the bag; true when the word is new. */
  private boolean keep(int hash) {
    boolean fresh = bag.add(hash);
    bag.add(previous * PAIR + hash);
    previous = hash;
    return fresh;
  }
}
