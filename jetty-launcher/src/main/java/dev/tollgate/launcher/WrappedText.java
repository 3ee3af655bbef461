package dev.tollgate.launcher;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Prints text as it arrives, in lines that fit a terminal. */
final class WrappedText implements Consumer<String> {

  private static final int WIDTH = 76;
  private static final String INDENT = "  ";

  private final PrintWriter out;
  private int column;

  WrappedText(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void accept(String text) {
    if (column + text.length() > WIDTH && text.startsWith(" ")) {
      out.println();
      out.print(INDENT);
      column = 0;
      accept(text.substring(1));
      return;
    }
    out.print(text);
    out.flush();
    column += text.length();
  }
}
