package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.tollgate.upstream.Script;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A caller on a bare socket, who sends exactly the bytes he is told to and reads when told to. */
final class RawCaller implements Closeable {

  private final Socket socket;
  private final InputStream in;

  private RawCaller(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  static RawCaller connect(int port) throws IOException {
    return connect(port, 64 << 10);
  }

  /** With that receive buffer: how much the other side can send to one who does not read. */
  static RawCaller connect(int port, int receiveBuffer) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.setSoTimeout((int) Script.DEADLINE.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new RawCaller(socket);
  }

  RawCaller send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends a chat completion, with those further header lines. */
  RawCaller ask(Customer customer, String body, String... headers) throws IOException {
    String length = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length;
    return send(chatHead(customer, String.join("\n", Lists.asList(length, headers))) + body);
  }

  /** The head of a chat completion; the body follows. */
  static String chatHead(Customer customer, String framing) {
    return """
        POST /v1/chat/completions HTTP/1.1
        Host: tollgate
        Authorization: Bearer %s
        Content-Type: application/json
        %s

        """
        .formatted(customer.key(), framing)
        .replace("\n", "\r\n");
  }

  /** The next line, without its end. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the server closed after: " + line);
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** Reads on until a line holds that text. */
  String lineWith(String text) throws IOException {
    String line = line();
    while (!line.contains(text)) {
      line = line();
    }
    return line;
  }

  /** The status line and the headers of the next answer. */
  List<String> head() throws IOException {
    List<String> head = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.add(line);
    }
    return head;
  }

  /** The body of the next answer, which must have status 200 and say its length. */
  String body() throws IOException {
    List<String> head = head();
    String length = "content-length: ";
    for (String line : head) {
      if (head.get(0).contains(" 200 ") && line.toLowerCase(Locale.ROOT).startsWith(length)) {
        byte[] body = in.readNBytes(Integer.parseInt(line.substring(length.length())));
        return new String(body, StandardCharsets.UTF_8);
      }
    }
    throw new AssertionError("no whole answer: " + head);
  }

  /** Reads up to the end of a body that ends so, and checks that it holds that text. */
  void bodyUntil(String end, String text) throws IOException {
    StringBuilder body = new StringBuilder();
    while (body.indexOf(end) < 0) {
      body.append((char) in.read());
    }
    assertThat(body).contains(text);
  }

  /** All that comes until the server closes. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Says that nothing more will be sent, and can still read. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** Breaks the connection off with a reset. */
  void hangUp() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
