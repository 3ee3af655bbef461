package dev.tollgate.upstream.hostile;

import dev.tollgate.upstream.Script;
import org.jspecify.annotations.Nullable;

/** Answers that are whole, and lie about themselves. */
final class OddAnswers {

  private OddAnswers() {}

  /** An answer with that claim of its usage, or with none. */
  static Trick claiming(@Nullable Tokens used) {
    return (speech, form) -> answer(speech, form, HostileProvider.TEXT, Stop.END, used);
  }

  static Script filtered(Speech speech, Form form) {
    return answer(speech, form, HostileProvider.TEXT, Stop.FILTERED, Tokens.of(10, 20));
  }

  /** Twelve tokens, whatever was asked for. */
  static Script tooLong(Speech speech, Form form) {
    String text = String.join(" ", HostileProvider.TEXT, HostileProvider.TEXT);
    return answer(speech, form, String.join(" ", text, text), Stop.END, Tokens.of(10, 12));
  }

  /** An answer as it should be. */
  static Script good(Speech speech, Form form, String text) {
    return answer(speech, form, text, Stop.END, Tokens.of(10, 20));
  }

  private static Script answer(
      Speech speech, Form form, String text, Stop stop, @Nullable Tokens used) {
    return form == Form.STREAM
        ? Streams.complete(speech, text, stop, used)
        : Script.json(speech.whole(text, stop, used));
  }
}
