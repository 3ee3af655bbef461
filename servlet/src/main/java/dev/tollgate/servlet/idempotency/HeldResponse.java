package dev.tollgate.servlet.idempotency;

import dev.tollgate.idempotency.StoredAnswer;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response whose body is held back until it is kept, up to a bound; a longer one passes and is
 * not kept. As little thread-safe as any response.
 */
final class HeldResponse extends HttpServletResponseWrapper {

  private final Stream stream = new Stream();
  private final int bound;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable PrintWriter writer;
  private boolean passing;

  HeldResponse(HttpServletResponse response, int bound) {
    super(response);
    this.bound = bound;
  }

  /** What there is to keep, once the servlet has returned. */
  Optional<StoredAnswer> answer() {
    if (writer != null) {
      writer.flush();
    }
    String type = getContentType();
    boolean whole =
        !passing
            && getStatus() == SC_OK
            && type != null
            // Its bytes would mean nothing without that header.
            && getHeader("Content-Encoding") == null
            && !type.toLowerCase(Locale.ROOT).startsWith("text/event-stream");
    return whole && type != null
        ? Optional.of(new StoredAnswer(SC_OK, type, body.toByteArray()))
        : Optional.empty();
  }

  /** Sends what was held back. */
  void send() throws IOException {
    if (writer != null) {
      writer.flush();
    }
    if (!passing) {
      if (!isCommitted() && body.size() > 0) {
        setContentLength(body.size());
      }
      pass();
    }
  }

  private void pass() throws IOException {
    passing = true;
    if (body.size() > 0) {
      body.writeTo(super.getOutputStream());
      body.reset();
    }
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writer == null) {
      String encoding = getCharacterEncoding();
      setCharacterEncoding(encoding);
      writer = new PrintWriter(new OutputStreamWriter(stream, charset(encoding)));
    }
    return writer;
  }

  private static Charset charset(String encoding) throws UnsupportedEncodingException {
    try {
      return Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      UnsupportedEncodingException unsupported = new UnsupportedEncodingException(encoding);
      unsupported.initCause(e);
      throw unsupported;
    }
  }

  /** Nothing leaves before it is kept. */
  @Override
  public void flushBuffer() throws IOException {
    if (passing) {
      super.flushBuffer();
    }
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    if (writer != null && !passing) {
      // What it has not passed on yet is dropped too.
      writer.flush();
    }
    body.reset();
  }

  @Override
  public void reset() {
    super.reset();
    body.reset();
    writer = null;
  }

  @Override
  public void sendError(int status) throws IOException {
    passing = true;
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    passing = true;
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    passing = true;
    super.sendRedirect(location);
  }

  private final class Stream extends ServletOutputStream {

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!passing && body.size() + (long) length > bound) {
        pass();
      }
      if (passing) {
        HeldResponse.super.getOutputStream().write(bytes, offset, length);
      } else {
        body.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      if (passing) {
        HeldResponse.super.getOutputStream().flush();
      }
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("a request with an Idempotency-Key is not asynchronous here");
    }
  }
}
