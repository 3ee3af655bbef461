package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.Script;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Event streams whose beginning leaves in one write, so that nothing can stall inside it. */
final class Streams {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

  private Streams() {}

  /** The head alone. */
  static Script head() {
    return Script.empty().raw(HEAD);
  }

  /** A stream of those events to its last chunk of the transfer coding. */
  static Script of(String... data) {
    return begun(List.of(data)).end();
  }

  /** A stream up to a piece of text, then a hold: the rest comes when the test says so. */
  static Script speaking(Speech speech) {
    List<String> events = new ArrayList<>(speech.opening());
    events.add(speech.text(HostileProvider.TEXT));
    return begun(events).hold();
  }

  /** A whole stream. */
  static Script complete(Speech speech, String text, Stop stop, @Nullable Tokens used) {
    List<String> events = new ArrayList<>(speech.opening());
    events.add(speech.text(text));
    events.addAll(speech.closing(stop, used));
    return begun(events).end();
  }

  private static Script begun(List<String> data) {
    String events = data.stream().map(Streams::event).collect(Collectors.joining());
    int length = events.getBytes(StandardCharsets.UTF_8).length;
    return Script.empty()
        .raw(HEAD + (length == 0 ? "" : Integer.toHexString(length) + "\r\n" + events + "\r\n"));
  }

  private static String event(String data) {
    return "data: " + data + "\n\n";
  }
}
