package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.Script;

/** Answers with a status that is no success, or with what means the same. */
final class Refusals {

  /** Longer than we wait for, so that it shows. */
  private static final String RETRY_AFTER = "Retry-After: 30";

  private Refusals() {}

  static Trick status(int status) {
    Fault fault =
        status >= 500
            ? Fault.SERVER
            : status == 401 || status == 402 || status == 403 ? Fault.KEY : Fault.REQUEST;
    return (speech, form) -> Script.status(status, speech.fault(fault).body(), RETRY_AFTER);
  }

  static Trick fault(Fault fault) {
    return (speech, form) -> {
      Said said = speech.fault(fault);
      return said.status() == 200 && form == Form.STREAM
          ? Streams.of(said.body())
          : Script.status(said.status(), said.body());
    };
  }

  static Script redirect(Speech speech, Form form) {
    return Script.status(307, "{}", "Location: /elsewhere");
  }

  static Script informationalSpam(Speech speech, Form form) {
    return Script.empty().raw("HTTP/1.1 103 Early Hints\r\n\r\n".repeat(50)).hold();
  }
}
