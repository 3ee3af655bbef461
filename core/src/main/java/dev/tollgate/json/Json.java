package dev.tollgate.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value that keeps what was written: members in their order, numbers as their text.
 *
 * <p>There is no getter that converts: whoever wants a number asks for its text and decides. Values
 * are immutable.
 */
public sealed interface Json {

  /** The value {@code null}. */
  Null NULL = new Null();

  /** An object; member names are unique and keep their order. */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      // The shared empty map keeps a body of a million empty objects from costing 100 bytes each.
      members =
          members.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of that name, or null when there is none; a JSON null is {@link Json#NULL}. */
    public @Nullable Json get(String name) {
      return members.get(name);
    }

    /** The member of that name, or null when there is none or it is a JSON null. */
    public @Nullable Json present(String name) {
      Json value = members.get(name);
      return value instanceof Null ? null : value;
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Str(String value) implements Json {}

  /** A number as it was written, of any length. */
  record Num(String text) implements Json {

    /** The number of that value. */
    public static Num of(long value) {
      return new Num(Long.toString(value));
    }

    /** True when the text is an integer of at most 18 digits: no fraction, no exponent. */
    public boolean isLong() {
      int start = text.startsWith("-") ? 1 : 0;
      int digits = text.length() - start;
      return digits >= 1 && digits <= 18 && isDigits(start);
    }

    /** True when the text has neither a fraction nor an exponent, however many digits. */
    public boolean isInteger() {
      int start = text.startsWith("-") ? 1 : 0;
      return text.length() > start && isDigits(start);
    }

    private boolean isDigits(int start) {
      for (int i = start; i < text.length(); i++) {
        if (text.charAt(i) < '0' || text.charAt(i) > '9') {
          return false;
        }
      }
      return true;
    }

    /**
     * The integer.
     *
     * @throws ArithmeticException unless {@link #isLong()}
     */
    public long longValue() {
      if (!isLong()) {
        throw new ArithmeticException("not an integer of at most 18 digits");
      }
      return Long.parseLong(text);
    }

    /**
     * The exact value; safe to compare whatever its exponent, not to expand.
     *
     * @throws NumberFormatException when the exponent does not fit an {@code int}, or the text is
     *     longer than {@link StrictJson#MAX_NUMBER_LENGTH}: to read it would take its time
     */
    public BigDecimal decimal() {
      if (text.length() > StrictJson.MAX_NUMBER_LENGTH) {
        throw new NumberFormatException("more characters than any number needs");
      }
      return new BigDecimal(text);
    }
  }

  /** True or false. */
  record Bool(boolean value) implements Json {}

  /** The value null. */
  record Null() implements Json {}
}
