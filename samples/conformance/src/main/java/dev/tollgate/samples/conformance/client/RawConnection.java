package dev.tollgate.samples.conformance.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** A bare connection, for requests that no well-behaved client sends. */
public final class RawConnection implements Closeable {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 60_000;
  private static final int CLOSE_MILLIS = 10_000;
  private static final int MOST_BYTES = 8 << 20;

  private final Target target;
  private final Socket socket;
  private final InputStream in;

  private RawConnection(Target target, Socket socket) throws IOException {
    this.target = target;
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawConnection open(Target target) throws IOException {
    URI root = target.root();
    boolean tls = "https".equals(root.getScheme());
    int port = root.getPort() >= 0 ? root.getPort() : tls ? 443 : 80;
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(READ_MILLIS);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(root.getHost(), port), CONNECT_MILLIS);
      if (tls) {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        return new RawConnection(target, factory.createSocket(socket, root.getHost(), port, true));
      }
      return new RawConnection(target, socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends a request line, with the host, further header lines and the blank line behind them.
   *
   * @param line as {@code GET /v1/models HTTP/1.1}; {@code $KEY} and {@code $MODEL} are replaced
   */
  public RawConnection head(String line, String... headers) throws IOException {
    String[] words = line.split(" ", -1);
    String path = words[1].startsWith("/") ? target.requestTarget(words[1]) : words[1];
    StringBuilder head = new StringBuilder(words[0] + " " + path + " " + words[2] + "\r\n");
    head.append("Host: ").append(target.root().getRawAuthority()).append("\r\n");
    for (String header : headers) {
      head.append(target.fill(header)).append("\r\n");
    }
    return send(head + "\r\n");
  }

  /** Sends the head of a completion with the key; the body follows. */
  public RawConnection chatHead(String version, String... headers) throws IOException {
    List<String> all = new ArrayList<>();
    all.add("Authorization: Bearer $KEY");
    all.add("Content-Type: application/json");
    all.addAll(List.of(headers));
    return head("POST " + Ask.CHAT + " " + version, all.toArray(new String[0]));
  }

  /** Sends a whole completion, framed by its length. */
  public RawConnection chat(String version, Ask ask, String... headers) throws IOException {
    byte[] body = ask.bodyFor(target);
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Length: " + body.length);
    chatHead(version, all.toArray(new String[0]));
    return send(new String(body, StandardCharsets.ISO_8859_1));
  }

  /** Sends that text, a byte for each character. */
  public RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** The length of a request's body as it would be sent. */
  public int lengthOf(Ask ask) {
    return ask.bodyFor(target).length;
  }

  /** A request's body as it would be sent, for {@link #send}. */
  public String bodyOf(Ask ask) {
    return new String(ask.bodyFor(target), StandardCharsets.ISO_8859_1);
  }

  /** Reads the next answer; an interim one counts too. */
  public Reply reply() throws IOException {
    String[] status = line().split(" ", 3);
    Mismatch.unless(
        status.length >= 2 && status[0].startsWith("HTTP/1.") && status[1].matches("\\d{3}"),
        "no status line: " + String.join(" ", status));
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      Mismatch.unless(colon > 0, "no header line: " + line);
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    int code = Integer.parseInt(status[1]);
    return new Reply(code, headers, body(code, new Reply(code, headers, "")));
  }

  private String body(int status, Reply head) throws IOException {
    if (status < 200 || status == 204 || status == 304) {
      return "";
    }
    String length = head.header("content-length");
    byte[] bytes;
    if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
      bytes = chunks();
    } else if (length.isEmpty()) {
      bytes = in.readNBytes(MOST_BYTES);
    } else {
      bytes = in.readNBytes(Math.min(Integer.parseInt(length), MOST_BYTES));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int chunkSize() throws IOException {
    return Math.min(Integer.parseInt(line().strip(), 16), MOST_BYTES);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** True when the server closes the connection within ten seconds and sends nothing more. */
  public boolean isClosed() throws IOException {
    socket.setSoTimeout(CLOSE_MILLIS);
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
