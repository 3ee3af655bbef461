package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.Script;
import java.nio.charset.StandardCharsets;

/** Answers that are none, whole or as streams that break before the first text. */
final class BrokenAnswers {

  private static final String HALF =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"id\":";

  /** Our limits are 32 MiB for an answer and 1 MiB for a line. */
  private static final int TOO_MANY_MEGABYTES = 33;

  private static final byte[] MEGABYTE = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);

  private BrokenAnswers() {}

  static Script silence(Speech speech, Form form) {
    return Script.empty().hold();
  }

  static Script closed(Speech speech, Form form) {
    return Script.empty().cut();
  }

  static Script reset(Speech speech, Form form) {
    return Script.empty().reset();
  }

  /** That text in the place of an answer. */
  static Trick body(String text) {
    return (speech, form) -> form == Form.STREAM ? Streams.of(text) : Script.json(text);
  }

  static Script hollow(Speech speech, Form form) {
    return body(speech.hollow()).play(speech, form);
  }

  static Script badUtf8(Speech speech, Form form) {
    byte[] latin = speech.text("caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    if (form == Form.STREAM) {
      return Streams.head().part("data: ").part(latin).part("\n\n").end();
    }
    return Script.empty()
        .raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
        .raw("Content-Length: " + latin.length + "\r\n\r\n")
        .then(wire -> wire.write(latin));
  }

  static Script tooLarge(Speech speech, Form form) {
    return megabytes(
        Script.empty()
            .raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"));
  }

  static Script endlessLine(Speech speech, Form form) {
    return megabytes(
        Script.empty()
            .raw("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
            .raw("data: "));
  }

  private static Script megabytes(Script script) {
    for (int i = 0; i < TOO_MANY_MEGABYTES; i++) {
      script.then(wire -> wire.write(MEGABYTE));
    }
    return script.cut();
  }

  static Script page(Speech speech, Form form) {
    return Script.answer(200, "text/html", "<html>canary</html>");
  }

  static Script withoutType(Speech speech, Form form) {
    String body = speech.whole(HostileProvider.TEXT, Stop.END, null);
    return Script.empty()
        .raw("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  static Script headAlone(Speech speech, Form form) {
    return form == Form.STREAM ? Streams.head().hold() : Script.empty().raw(HALF).hold();
  }

  static Script halfABody(Speech speech, Form form) {
    return Script.empty().raw(HALF).cut();
  }

  static Script errorFirst(Speech speech, Form form) {
    return Streams.of(speech.fault(Fault.SERVER).body());
  }
}
