package dev.tollgate.config;

/**
 * One thing wrong with a config, in words that hold no value of the file that could be a secret.
 *
 * @param path where, as {@code models[2].price.input}; empty when it is the file as a whole
 * @param line from 1, or 0 when unknown
 * @param message what is wrong and what is allowed
 */
public record Problem(String path, int line, String message) {

  private static final int LONGEST_PART = 400;

  public Problem {
    path = printable(path);
    message = printable(message);
  }

  /** One line for a person: the path, the message and the line if known. */
  public String describe() {
    String where = path.isEmpty() ? "" : path + ": ";
    return where + message + (line > 0 ? " (line " + line + ")" : "");
  }

  // Keys come from the file as they are: a line break or an escape sequence in one of them must
  // not forge another line on the operator's terminal.
  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_PART)
        .forEach(c -> printable.appendCodePoint(isPrintable(c) ? c : '?'));
    return printable.toString();
  }

  private static boolean isPrintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE;
  }
}
