package dev.tollgate.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Json.Obj} member by member; not thread-safe. */
public final class JsonObject {

  private final Map<String, Json> members = new LinkedHashMap<>();

  /** Sets a member. */
  public JsonObject put(String name, Json value) {
    members.put(name, value);
    return this;
  }

  /** Sets a string member; null becomes a JSON null. */
  public JsonObject put(String name, @Nullable String value) {
    return put(name, value == null ? Json.NULL : new Json.Str(value));
  }

  /** Sets an integer member. */
  public JsonObject put(String name, long value) {
    return put(name, Json.Num.of(value));
  }

  /** Sets a boolean member. */
  public JsonObject put(String name, boolean value) {
    return put(name, new Json.Bool(value));
  }

  /** The object so far. */
  public Json.Obj build() {
    return new Json.Obj(members);
  }
}
