package dev.tollgate.servlet.billing;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A response whose body passes a tap on its way; as little thread-safe as any response. */
final class MeteredResponse extends HttpServletResponseWrapper {

  private final AnswerTap tap = new AnswerTap(this::isEventStream);
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;

  MeteredResponse(HttpServletResponse response) {
    super(response);
  }

  AnswerTap tap() {
    return tap;
  }

  private boolean isEventStream() {
    String type = getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new TappedStream(super.getOutputStream(), tap);
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      writer = new PrintWriter(new TappedWriter(super.getWriter(), tap));
    }
    return writer;
  }

  @Override
  public void reset() {
    super.reset();
    stream = null;
    writer = null;
    tap.clear();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    tap.clear();
  }
}
