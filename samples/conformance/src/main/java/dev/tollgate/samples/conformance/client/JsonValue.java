package dev.tollgate.samples.conformance.client;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON whose parts are named by paths as {@code choices.0.message.content}; the empty path is the
 * value itself. Everything that is not there or of another type is a {@link Mismatch}.
 *
 * @param value a Map, a List, a String, a BigDecimal, a Boolean or {@link Literal#NULL}
 */
public record JsonValue(Object value) {

  /** What stands for JSON's null. */
  public enum Literal {
    /** The value null. */
    NULL
  }

  /** Reads one value, strictly by RFC 8259, and nothing behind it. */
  public static JsonValue read(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      Object value = value(reader);
      Mismatch.unless(reader.peek() == JsonToken.END_DOCUMENT, "text behind the JSON value");
      return new JsonValue(value);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new Mismatch("no valid JSON: " + new Reply(0, Map.of(), text).shown().substring(2));
    }
  }

  private static Object value(JsonReader reader) throws IOException {
    return switch (reader.peek()) {
      case BEGIN_OBJECT -> object(reader);
      case BEGIN_ARRAY -> array(reader);
      case STRING -> reader.nextString();
      case NUMBER -> new BigDecimal(reader.nextString());
      case BOOLEAN -> reader.nextBoolean();
      case NULL -> {
        reader.nextNull();
        yield Literal.NULL;
      }
      case END_ARRAY, END_OBJECT, NAME, END_DOCUMENT -> throw new IllegalStateException("no value");
    };
  }

  private static Map<String, Object> object(JsonReader reader) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNext()) {
      String name = reader.nextName();
      Mismatch.unless(
          members.put(name, value(reader)) == null, "the member " + name + " stands twice");
    }
    reader.endObject();
    return members;
  }

  private static List<Object> array(JsonReader reader) throws IOException {
    List<Object> items = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      items.add(value(reader));
    }
    reader.endArray();
    return items;
  }

  /** True when there is something at that path, a null too. */
  public boolean has(String path) {
    return find(path) != null;
  }

  /** True when there is a null at that path. */
  public boolean isNull(String path) {
    return find(path) == Literal.NULL;
  }

  /** The string at that path. */
  public String text(String path) {
    if (find(path) instanceof String text) {
      return text;
    }
    throw wrong(path, "a string");
  }

  /** The integer at that path, written without fraction and exponent. */
  public long integer(String path) {
    if (find(path) instanceof BigDecimal number && number.scale() == 0) {
      return number.longValueExact();
    }
    throw wrong(path, "an integer");
  }

  /** The items of the array at that path. */
  public List<JsonValue> items(String path) {
    if (find(path) instanceof List<?> items) {
      return items.stream().map(item -> new JsonValue((Object) item)).toList();
    }
    throw wrong(path, "an array");
  }

  /** The names of the members of the object at that path, in their order. */
  public Set<String> names(String path) {
    if (find(path) instanceof Map<?, ?> members) {
      Set<String> names = new LinkedHashSet<>();
      members.keySet().forEach(name -> names.add((String) name));
      return names;
    }
    throw wrong(path, "an object");
  }

  /** What is at that path. */
  public JsonValue at(String path) {
    Object found = find(path);
    if (found == null) {
      throw wrong(path, "there");
    }
    return new JsonValue(found);
  }

  private Mismatch wrong(String path, String expected) {
    Object found = find(path);
    String what = path.isEmpty() ? "the value" : path;
    return new Mismatch(
        what + " should be " + expected + "; it is " + (found == null ? "missing" : found));
  }

  private @Nullable Object find(String path) {
    Object at = value;
    if (path.isEmpty()) {
      return at;
    }
    for (String step : path.split("\\.", -1)) {
      Object next = null;
      if (at instanceof Map<?, ?> members) {
        next = members.get(step);
      } else if (at instanceof List<?> items && step.matches("\\d{1,6}")) {
        int index = Integer.parseInt(step);
        next = index < items.size() ? items.get(index) : null;
      }
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }
}
