package dev.tollgate.chat;

import dev.tollgate.json.Json;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one object by their types; a JSON null counts as absent everywhere.
 *
 * <p>Whatever has the wrong type or range is refused with the path of the member. Refusals say what
 * is allowed and what kind of value was found, never the value: it may be the caller's prompt.
 */
final class FieldReader {

  /**
   * What an integer beyond it is read as. No model writes or thinks that much, every upstream can
   * parse it, and sums of it cannot wrap.
   */
  static final long MOST_TOKENS = Integer.MAX_VALUE;

  /** Below this a number is read as zero: nobody downstream is to expand 1e-999999999. */
  private static final BigDecimal TINY = new BigDecimal("1e-20");

  private final String path;
  private final Json.Obj object;

  /** A reader of that object, which stands at that path; the body's own path is empty. */
  FieldReader(String path, Json.Obj object) {
    this.path = path;
    this.object = object;
  }

  /** A reader of an array's item, which must be an object. */
  static FieldReader ofItem(String path, Json item) {
    if (item instanceof Json.Obj object) {
      return new FieldReader(path, object);
    }
    throw wrong(path, "an object", item);
  }

  /** The refusal of a field that is missing or has the wrong type. */
  static Refusal wrong(String path, String allowed, @Nullable Json found) {
    String complaint = found == null ? "it is missing" : "it is " + kindOf(found);
    return refused(path, "must be " + allowed + "; " + complaint);
  }

  /** The refusal of a field, of no special kind. */
  static Refusal refused(String path, String complaint) {
    return refused(RefusalKind.INVALID_REQUEST, path, complaint);
  }

  /** The refusal of a field. */
  static Refusal refused(RefusalKind kind, String path, String complaint) {
    return Refusal.ofField(kind, path, "'" + path + "' " + complaint + ".");
  }

  private static String kindOf(Json found) {
    if (found instanceof Json.Str) {
      return "a string";
    }
    if (found instanceof Json.Num) {
      return "a number";
    }
    if (found instanceof Json.Bool) {
      return "a boolean";
    }
    if (found instanceof Json.Arr) {
      return "an array";
    }
    return found instanceof Json.Obj ? "an object" : "null";
  }

  /** The object itself. */
  Json.Obj json() {
    return object;
  }

  /** The path of a member. */
  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** A member of any type, or null when it is absent. */
  @Nullable Json any(String name) {
    return object.present(name);
  }

  /** A string, or null when it is absent. */
  @Nullable String string(String name) {
    Json value = any(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Str string) {
      return string.value();
    }
    throw wrong(path(name), "a string", value);
  }

  /** A string that must be there. */
  String requiredString(String name) {
    String value = string(name);
    if (value == null) {
      throw wrong(path(name), "a string", object.get(name));
    }
    return value;
  }

  /** A string that must be there and have a character. */
  String requiredName(String name) {
    String value = requiredString(name);
    if (value.isEmpty()) {
      throw refused(path(name), "must be a string of at least 1 character; it is empty");
    }
    return value;
  }

  /** A boolean, or null when it is absent. */
  @Nullable Boolean bool(String name) {
    Json value = any(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Bool bool) {
      return bool.value();
    }
    throw wrong(path(name), "true or false", value);
  }

  /** An array, or null when it is absent. */
  Json.@Nullable Arr array(String name) {
    Json value = any(name);
    if (value == null || value instanceof Json.Arr) {
      return (Json.Arr) value;
    }
    throw wrong(path(name), "an array", value);
  }

  /** A reader of an object, or null when it is absent. */
  @Nullable FieldReader object(String name) {
    Json value = any(name);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Obj inner) {
      return new FieldReader(path(name), inner);
    }
    throw wrong(path(name), "an object", value);
  }

  /** A reader of an object that must be there. */
  FieldReader requiredObject(String name) {
    FieldReader inner = object(name);
    if (inner == null) {
      throw wrong(path(name), "an object", object.get(name));
    }
    return inner;
  }

  /** A count of at least 1, at most {@link #MOST_TOKENS}, or null when it is absent. */
  @Nullable Long count(String name) {
    Json value = any(name);
    if (value == null) {
      return null;
    }
    String allowed = "an integer of at least 1, without fraction or exponent";
    if (!(value instanceof Json.Num number)) {
      throw wrong(path(name), allowed, value);
    }
    if (!number.isInteger()) {
      throw refused(path(name), "must be " + allowed + "; it has one");
    }
    long count = clamped(number);
    if (count < 1) {
      throw refused(path(name), "must be " + allowed + "; it is less");
    }
    return count;
  }

  /** The integer, or the bound that lies between zero and it. */
  static long clamped(Json.Num integer) {
    if (integer.isLong()) {
      return Math.max(-MOST_TOKENS, Math.min(MOST_TOKENS, integer.longValue()));
    }
    return integer.text().startsWith("-") ? -MOST_TOKENS : MOST_TOKENS;
  }

  /** A number from {@code least} to {@code most}, both allowed, or null when it is absent. */
  @Nullable BigDecimal number(String name, int least, int most) {
    Json value = any(name);
    if (value == null) {
      return null;
    }
    String allowed = "a number from " + least + " to " + most;
    if (!(value instanceof Json.Num number)) {
      throw wrong(path(name), allowed, value);
    }
    BigDecimal decimal;
    try {
      decimal = number.decimal();
    } catch (NumberFormatException e) {
      throw refused(
          path(name), "must be " + allowed + "; it has too many digits or too large an exponent");
    }
    if (decimal.compareTo(BigDecimal.valueOf(least)) < 0
        || decimal.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw refused(path(name), "must be " + allowed + "; it is outside of that");
    }
    return decimal.abs().compareTo(TINY) < 0 ? BigDecimal.ZERO : decimal;
  }
}
