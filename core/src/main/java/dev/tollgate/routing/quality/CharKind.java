package dev.tollgate.routing.quality;

/** What a character is, for the counts of a scan. */
enum CharKind {
  LETTER(true),
  CAPITAL(true),
  DIGIT(true),
  SPACE,
  LINE_END,
  STOP,
  COMMA,
  COLON,
  QUOTE,
  APOSTROPHE,
  ROUND,
  CURLY,
  MATH,
  DOLLAR,
  BACKSLASH,
  UNDERSCORE,
  BACKTICK,
  OTHER,
  ACCENTED(true),
  GREEK(true),
  CYRILLIC(true),
  IDEOGRAPH(true),
  OTHER_LETTER(true),
  SYMBOL;

  /** How many kinds there are. */
  static final int COUNT = values().length;

  private static final CharKind[] ASCII = new CharKind[128];

  private final boolean word;

  CharKind() {
    this(false);
  }

  CharKind(boolean word) {
    this.word = word;
  }

  static {
    for (char c = 0; c < ASCII.length; c++) {
      ASCII[c] = ofAscii(c);
    }
  }

  static CharKind of(char c) {
    return c < 128 ? ASCII[c] : ofWide(c);
  }

  /** True for what words are made of. */
  boolean isWord() {
    return word;
  }

  private static CharKind ofAscii(char c) {
    if (c >= 'a' && c <= 'z') {
      return LETTER;
    }
    if (c >= 'A' && c <= 'Z') {
      return CAPITAL;
    }
    if (c >= '0' && c <= '9') {
      return DIGIT;
    }
    return switch (c) {
      case ' ', '\t', '\r' -> SPACE;
      case '\n' -> LINE_END;
      case '.', '?', '!' -> STOP;
      case ',' -> COMMA;
      case ':', ';' -> COLON;
      case '"' -> QUOTE;
      case '\'' -> APOSTROPHE;
      case '(', ')' -> ROUND;
      case '{', '}', '[', ']' -> CURLY;
      case '+', '*', '/', '=', '<', '>', '^', '%', '|', '~' -> MATH;
      case '$' -> DOLLAR;
      case '\\' -> BACKSLASH;
      case '_' -> UNDERSCORE;
      case '`' -> BACKTICK;
      default -> OTHER;
    };
  }

  private static CharKind ofWide(char c) {
    if (c == '\u2019') {
      return APOSTROPHE;
    }
    if (c == '\u201c' || c == '\u201d') {
      return QUOTE;
    }
    if (c >= 0x370 && c < 0x400) {
      return GREEK;
    }
    if (c >= 0x400 && c < 0x530) {
      return CYRILLIC;
    }
    if (Character.isIdeographic(c) || (c >= 0x3040 && c < 0x3100) || (c >= 0xac00 && c < 0xd7b0)) {
      return IDEOGRAPH;
    }
    if (Character.isLetter(c)) {
      return c < 0x250 ? ACCENTED : OTHER_LETTER;
    }
    return Character.isSpaceChar(c) ? SPACE : SYMBOL;
  }
}
