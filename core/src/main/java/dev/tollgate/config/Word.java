package dev.tollgate.config;

import java.util.Collection;

/**
 * One text of the file that may have to be talked about again.
 *
 * @param literal true when a message may repeat it
 */
record Word(Spot spot, String text, boolean literal) {

  /** Says that it names nothing there is. */
  String unknown(String kind, Collection<String> known) {
    return literal
        ? "there is no " + kind + " " + text + "; " + Suggestion.of(text, known)
        : "names no " + kind + "; known here: " + String.join(", ", known);
  }
}
