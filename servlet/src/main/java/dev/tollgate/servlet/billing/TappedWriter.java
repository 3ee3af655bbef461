package dev.tollgate.servlet.billing;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Passes characters on, and to the tap as UTF-8. A character outside the basic plane that was
 * written in two halves reaches the tap as two question marks, which changes no usage.
 */
final class TappedWriter extends Writer {

  private final PrintWriter out;
  private final AnswerTap tap;

  TappedWriter(PrintWriter out, AnswerTap tap) {
    this.out = out;
    this.tap = tap;
  }

  @Override
  public void write(char[] text, int offset, int length) {
    out.write(text, offset, length);
    byte[] bytes = new String(text, offset, length).getBytes(StandardCharsets.UTF_8);
    tap.passed(bytes, 0, bytes.length);
  }

  /** The container's writer swallows failures and only tells of them when asked. */
  @Override
  public void flush() throws IOException {
    if (out.checkError()) {
      tap.callerLost();
      throw new IOException("the caller is gone");
    }
  }

  @Override
  public void close() {
    out.close();
  }
}
