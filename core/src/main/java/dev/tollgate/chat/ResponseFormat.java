package dev.tollgate.chat;

import dev.tollgate.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * True when an answer of another form is no answer: for any JSON object, and for a schema that
   * the caller calls strict.
   */
  public boolean isBinding() {
    return kind == Kind.JSON_OBJECT
        || (member("strict") instanceof Json.Bool strict && strict.value());
  }

  /** The caller's schema, of the form that has one. */
  public Optional<Json.Obj> schema() {
    return member("schema") instanceof Json.Obj schema ? Optional.of(schema) : Optional.empty();
  }

  private @Nullable Json member(String name) {
    boolean described = kind == Kind.JSON_SCHEMA;
    return described && json.get("json_schema") instanceof Json.Obj schema
        ? schema.get(name)
        : null;
  }
}
