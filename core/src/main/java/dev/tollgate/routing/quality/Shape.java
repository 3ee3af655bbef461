package dev.tollgate.routing.quality;

import dev.tollgate.routing.quality.CueWords.Cue;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The numbers that describe a conversation's shape: how long, how many, what share, in any subject.
 *
 * <p>Their order is that of the stored weights, which name how many there are: a change of them
 * needs new weights.
 */
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"}) // As for a scan; no measure has state.
enum Shape {
  CHARS(r -> log(r.lastChars())),
  WORDS(r -> log(r.last().words)),
  SENTENCES(r -> log(r.last().sentences)),
  LINES(r -> log(r.last().lines)),
  LONGEST_LINE(r -> log(r.last().longestLine)),
  LONGEST_SENTENCE(r -> log(r.last().longestSentence)),
  WORDS_PER_SENTENCE(r -> r.last().words / (1.0 + r.last().sentences)),
  LETTERS_PER_WORD(r -> r.last().letters / (1.0 + r.last().words)),
  DISTINCT(r -> r.last().bag.size() / (1.0 + 2.0 * r.last().words)),
  LONG_WORDS(r -> perWord(r, r.last().longWords)),
  VERY_LONG_WORDS(r -> perWord(r, r.last().veryLongWords)),
  CAPITALISED(r -> perWord(r, r.last().capitalised)),
  CAPITALISED_COUNT(r -> log(r.last().capitalised)),
  SHOUTED(r -> log(r.last().shouted)),
  LONE_LETTERS(r -> log(r.last().lone)),
  NUMBERS(r -> log(r.last().numbers)),
  NUMBER_SHARE(r -> perWord(r, r.last().numbers)),
  LONG_NUMBERS(r -> log(r.last().longNumbers)),
  YEARS(r -> log(r.last().years)),
  DECIMALS(r -> log(r.last().decimals)),
  DIGITS(r -> perChar(r, CharKind.DIGIT)),
  CAPITALS(r -> perChar(r, CharKind.CAPITAL)),
  QUESTIONS(r -> log(r.last().questions)),
  COMMAS(r -> perChar(r, CharKind.COMMA)),
  COMMA_COUNT(r -> log(kind(r, CharKind.COMMA))),
  COLONS(r -> log(kind(r, CharKind.COLON))),
  QUOTES(r -> log(kind(r, CharKind.QUOTE))),
  APOSTROPHES(r -> log(kind(r, CharKind.APOSTROPHE))),
  ROUND(r -> log(kind(r, CharKind.ROUND))),
  CURLY(r -> log(kind(r, CharKind.CURLY))),
  MATH(r -> log(kind(r, CharKind.MATH))),
  DOLLARS(r -> log(kind(r, CharKind.DOLLAR))),
  BACKSLASHES(r -> log(kind(r, CharKind.BACKSLASH))),
  UNDERSCORES(r -> log(kind(r, CharKind.UNDERSCORE))),
  BACKTICKS(r -> log(kind(r, CharKind.BACKTICK))),
  OTHER_MARKS(r -> log(kind(r, CharKind.OTHER))),
  SYMBOLS(r -> log(kind(r, CharKind.SYMBOL))),
  ACCENTED(r -> perChar(r, CharKind.ACCENTED)),
  GREEK(r -> log(kind(r, CharKind.GREEK))),
  CYRILLIC(r -> perChar(r, CharKind.CYRILLIC)),
  IDEOGRAPHS(r -> perChar(r, CharKind.IDEOGRAPH)),
  OTHER_LETTERS(r -> perChar(r, CharKind.OTHER_LETTER)),
  INDENTED(r -> log(r.last().indented)),
  BLANKS(r -> log(r.last().blanks)),
  CUE_WHICH(r -> log(cue(r, Cue.WHICH))),
  CUE_WHO(r -> log(cue(r, Cue.WHO))),
  CUE_WHY(r -> log(cue(r, Cue.WHY))),
  CUE_HOW(r -> log(cue(r, Cue.HOW))),
  CUE_AMOUNT(r -> log(cue(r, Cue.AMOUNT))),
  CUE_NEGATION(r -> log(cue(r, Cue.NEGATION))),
  CUE_CALCULATE(r -> log(cue(r, Cue.CALCULATE))),
  CUE_LOGIC(r -> log(cue(r, Cue.LOGIC))),
  CUE_CODE(r -> log(cue(r, Cue.CODE))),
  CUE_WRITE(r -> log(cue(r, Cue.WRITE))),
  CUE_PERSON(r -> log(cue(r, Cue.PERSON))),
  CUE_SPEAKER(r -> log(cue(r, Cue.SPEAKER))),
  CUE_CHOICE(r -> log(cue(r, Cue.CHOICE))),
  CUE_PLAIN(r -> perWord(r, cue(r, Cue.PLAIN))),
  NEGATION_SHARE(r -> perWord(r, cue(r, Cue.NEGATION))),
  CALCULATE_SHARE(r -> perWord(r, cue(r, Cue.CALCULATE))),
  PERSON_SHARE(r -> perWord(r, cue(r, Cue.PERSON))),
  OPTIONS(r -> r.last().options.count()),
  OPTION_CHARS(r -> Math.log1p(r.last().options.meanChars())),
  OPTION_WORDS(r -> log(r.last().options.words())),
  OPTION_LONGEST(r -> log(r.last().options.longest())),
  OPTION_SHORTEST(r -> log(r.last().options.shortest())),
  OPTION_UNEVENNESS(r -> r.last().options.unevenness()),
  OPTION_NUMERIC(r -> r.last().options.numeric()),
  OPTION_SINGLE(r -> r.last().options.single()),
  OPTION_REPETITION(r -> r.last().options.repetition()),
  OPTION_STOPS(r -> r.last().options.stopped()),
  OPTION_COLLECTIVE(r -> log(r.last().options.collective())),
  OPTION_PARALLEL(r -> r.last().options.parallel()),
  OPTION_LETTERS_PER_WORD(r -> r.last().options.lettersPerWord()),
  OPTION_LONG_WORDS(r -> r.last().options.longWords()),
  STEM_WORDS(r -> log(r.last().stemWords())),
  STEM_NUMBERS(r -> log(r.last().stemNumbers())),
  STEM_SENTENCES(r -> log(r.last().stemSentences())),
  STEM_CAPITALISED(r -> log(r.last().stemCapitalised())),
  STEM_LAST_SENTENCE(r -> log(r.last().lastSentence())),
  STEM_ASKS(r -> flag(r.last().stemMark == '?')),
  STEM_BREAKS_OFF(r -> flag(r.last().stemMark == 'a')),
  STEM_STOPS(r -> flag(r.last().stemMark == '.')),
  INSTRUCTIONS(r -> log(r.instructionChars())),
  EARLIER(r -> log(r.earlierChars())),
  TURNS(r -> log(r.counts().turns())),
  TOOLS(r -> log(r.counts().tools())),
  TOOL_CALLS(r -> log(r.counts().toolCalls())),
  STRUCTURED(r -> flag(r.counts().structured()));

  private static final Shape[] ALL = values();

  /** Of the counts that most conversations have; each costs as much as ten words. */
  private static final double[] LOGS =
      IntStream.range(0, 1 << 10).mapToDouble(Math::log1p).toArray();

  /** How many there are. */
  static final int COUNT = ALL.length;

  private final ToDoubleFunction<Reading> measure;

  Shape(ToDoubleFunction<Reading> measure) {
    this.measure = measure;
  }

  /** All of them, in order. */
  static float[] of(Reading reading) {
    float[] shape = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      shape[i] = (float) ALL[i].measure.applyAsDouble(reading);
    }
    return shape;
  }

  private static double log(long count) {
    return count < LOGS.length ? LOGS[(int) count] : Math.log1p((double) count);
  }

  private static int kind(Reading reading, CharKind kind) {
    return reading.last().kinds[kind.ordinal()];
  }

  private static int cue(Reading reading, Cue cue) {
    return reading.last().cues[cue.ordinal()];
  }

  private static double perChar(Reading reading, CharKind kind) {
    return kind(reading, kind) / (1.0 + reading.last().chars);
  }

  private static double perWord(Reading reading, int count) {
    return count / (1.0 + reading.last().words);
  }

  private static double flag(boolean set) {
    return set ? 1 : 0;
  }
}
