package dev.tollgate.upstream;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A request as it arrived at a {@link ScriptedProvider}.
 *
 * @param connection the number of its connection, from 1
 * @param line the request line
 * @param headers the header lines, as they were
 * @param body the body, as text
 */
public record ReceivedRequest(int connection, String line, List<String> headers, String body) {

  public ReceivedRequest {
    headers = List.copyOf(headers);
  }

  static ReceivedRequest of(int connection, String head, byte[] body) {
    List<String> lines = head.strip().lines().toList();
    return new ReceivedRequest(
        connection,
        lines.get(0),
        lines.subList(1, lines.size()),
        new String(body, StandardCharsets.UTF_8));
  }

  /** The values of all headers of that name, in any case. */
  public List<String> header(String name) {
    String prefix = name.toLowerCase(Locale.ROOT) + ":";
    return headers.stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
        .map(line -> line.substring(prefix.length()).strip())
        .toList();
  }

  /** The names of all headers, in lower case. */
  public List<String> headerNames() {
    return headers.stream()
        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
        .toList();
  }
}
