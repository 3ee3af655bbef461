package dev.tollgate.upstream;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link ScriptedProvider}: requests in, whatever bytes a script likes out. */
public final class ProviderWire {

  private static final int MAX_HEAD_BYTES = 64 << 10;
  private static final int MAX_BODY_BYTES = 64 << 20;

  private final Socket socket;
  private final int number;
  private final InputStream in;
  private final OutputStream out;
  private volatile boolean gone;

  ProviderWire(Socket socket, int number) throws IOException {
    this.socket = socket;
    this.number = number;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Writes bytes in one call. */
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Writes one chunk of the transfer coding in one call. */
  public void writeChunk(byte[] bytes) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream(bytes.length + 16);
    chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
    chunk.writeBytes(bytes);
    chunk.writeBytes(new byte[] {'\r', '\n'});
    write(chunk.toByteArray());
  }

  /** Waits for a permit; fails when the client is gone or the deadline passes. */
  public void await(Semaphore permits) throws IOException {
    long deadline = System.nanoTime() + Script.DEADLINE.toNanos() * 3;
    try {
      while (!permits.tryAcquire(20, TimeUnit.MILLISECONDS)) {
        if (gone || socket.isClosed()) {
          throw new EOFException("the client is gone");
        }
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("nobody released the script");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Closes in good order. */
  public void close() throws IOException {
    socket.close();
  }

  /** Says that nothing more will come, and goes on reading. */
  public void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Resets. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  void clientGone() {
    gone = true;
  }

  /** The next request, or null when the client closed the connection. */
  @Nullable ReceivedRequest read() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      head.write(b);
      if (head.size() > MAX_HEAD_BYTES) {
        throw new IOException("a request head of more than " + MAX_HEAD_BYTES + " bytes");
      }
      boolean fits = b == (matched % 2 == 0 ? '\r' : '\n');
      matched = fits ? matched + 1 : 0;
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    return ReceivedRequest.of(number, text, in.readNBytes(contentLength(text)));
  }

  private static int contentLength(String head) throws IOException {
    for (String line : head.lines().toList()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        int length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
        if (length > MAX_BODY_BYTES) {
          throw new IOException("a request body of more than " + MAX_BODY_BYTES + " bytes");
        }
        return length;
      }
    }
    return 0;
  }
}
