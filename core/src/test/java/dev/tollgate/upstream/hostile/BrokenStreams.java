package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.Script;

/** Streams that break behind the first text, when the test releases them. */
final class BrokenStreams {

  private static final int TOO_LONG = (1 << 20) + 1;

  private BrokenStreams() {}

  static Script closed(Speech speech, Form form) {
    return Streams.speaking(speech).cut();
  }

  static Script reset(Speech speech, Form form) {
    return Streams.speaking(speech).reset();
  }

  static Script stalled(Speech speech, Form form) {
    return Streams.speaking(speech).hold();
  }

  static Script error(Speech speech, Form form) {
    return Streams.speaking(speech).event(speech.fault(Fault.SERVER).body()).end();
  }

  static Script notJson(Speech speech, Form form) {
    return Streams.speaking(speech).event("{canary").end();
  }

  static Script badUtf8(Speech speech, Form form) {
    return Streams.speaking(speech).part(new byte[] {'d', 'a', 't', 'a', ':', -1, '\n', '\n'});
  }

  static Script giantLine(Speech speech, Form form) {
    return Streams.speaking(speech).part("data: " + "x".repeat(TOO_LONG));
  }

  static Script ended(Speech speech, Form form) {
    return Streams.speaking(speech).end();
  }

  static Script dismissed(Speech speech, Form form) {
    Script speaking = Streams.speaking(speech);
    return (speech.farewell().isEmpty() ? speaking : speaking.event(speech.farewell())).end();
  }
}
