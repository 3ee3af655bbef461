package dev.tollgate.chat;

import dev.tollgate.json.Json;

/**
 * The form the answer must take.
 *
 * @param json the caller's whole object, forwarded verbatim
 */
public record ResponseFormat(Kind kind, Json.Obj json) {

  /** The three forms. */
  public enum Kind {
    /** Plain text. */
    TEXT,
    /** Some JSON object. */
    JSON_OBJECT,
    /** JSON that fits the caller's schema. */
    JSON_SCHEMA
  }
}
