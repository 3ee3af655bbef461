package dev.tollgate.config;

import java.util.List;
import java.util.Map;

/** A value of the file after aliases, merges and the environment are resolved; immutable. */
sealed interface Yaml {

  /** Where it is written. */
  Spot spot();

  /**
   * A scalar.
   *
   * @param literal true when the file says it itself, so that a message may repeat it; false when
   *     it came from the environment or a secret's file
   */
  record Text(Spot spot, String value, boolean literal) implements Yaml {}

  /** A list. */
  record Items(Spot spot, List<Yaml> items) implements Yaml {}

  /** A mapping, in the order of the file. */
  record Members(Spot spot, Map<String, Yaml> members) implements Yaml {}

  /** Nothing, as {@code port:} or {@code port: null}: the same as a key that is not there. */
  record Absent(Spot spot) implements Yaml {}

  /** Something whose problem is told already. */
  record Faulty(Spot spot) implements Yaml {}
}
