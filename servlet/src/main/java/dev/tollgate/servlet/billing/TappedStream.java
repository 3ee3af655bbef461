package dev.tollgate.servlet.billing;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Passes bytes on, and to the tap those that went through. */
final class TappedStream extends ServletOutputStream {

  private final ServletOutputStream out;
  private final AnswerTap tap;

  TappedStream(ServletOutputStream out, AnswerTap tap) {
    this.out = out;
    this.tap = tap;
  }

  @FunctionalInterface
  private interface Output {
    void run() throws IOException;
  }

  private void watched(Output output) throws IOException {
    try {
      output.run();
    } catch (IOException e) {
      tap.callerLost();
      throw e;
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    watched(() -> out.write(bytes, offset, length));
    tap.passed(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    watched(out::flush);
  }

  @Override
  public void close() throws IOException {
    watched(out::close);
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(
        new WriteListener() {
          @Override
          public void onWritePossible() throws IOException {
            listener.onWritePossible();
          }

          @Override
          public void onError(Throwable failure) {
            if (failure instanceof IOException) {
              tap.callerLost();
            }
            listener.onError(failure);
          }
        });
  }
}
