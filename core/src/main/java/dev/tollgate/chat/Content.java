package dev.tollgate.chat;

import java.util.List;

/** The text of a message, in the form the caller chose: one string, or text parts. */
public sealed interface Content {

  /** One string. */
  record Text(String text) implements Content {}

  /** Text parts, at least one. */
  record Parts(List<String> texts) implements Content {
    public Parts {
      texts = List.copyOf(texts);
    }

    @Override
    public String text() {
      return String.join("", texts);
    }
  }

  /** All of the text. */
  String text();
}
