package dev.tollgate.launcher;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.JsonTree;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON answer whose members are named by paths as {@code choices.0.message.content}. */
record Answer(Json json) {

  static Answer of(String text) {
    try {
      return new Answer(StrictJson.read(text));
    } catch (MalformedJson e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  String text(String path) {
    if (find(path) instanceof Json.Str string) {
      return string.value();
    }
    throw new AssertionError("no text at " + path + ": " + JsonText.of(json));
  }

  BigDecimal number(String path) {
    if (find(path) instanceof Json.Num number) {
      return number.decimal();
    }
    throw new AssertionError("no number at " + path + ": " + JsonText.of(json));
  }

  long integer(String path) {
    return number(path).longValueExact();
  }

  /** True when the member is there and is null. */
  boolean isNull(String path) {
    return find(path) instanceof Json.Null;
  }

  boolean has(String path) {
    return find(path) != null;
  }

  /** The names of the members of an object. */
  Set<String> names(String path) {
    return new JsonTree(json).object(path.split("\\.", -1)).members().keySet();
  }

  boolean isTrue(String path) {
    return find(path) instanceof Json.Bool bool && bool.value();
  }

  private @Nullable Json find(String path) {
    return new JsonTree(json).find(path.split("\\.", -1));
  }
}
