package dev.tollgate.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes JSON trees as compact text: members in their order, numbers as their text.
 *
 * <p>The text is one line and always valid UTF-8: control characters, the line separators U+2028
 * and U+2029 and surrogates without their other half are written as escapes, so nothing is lost and
 * nothing can break a line protocol. Stateless and thread-safe.
 */
public final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** The value as text. */
  public static String of(Json value) {
    StringBuilder out = new StringBuilder(256);
    append(out, value);
    return out.toString();
  }

  /** The value as UTF-8. */
  public static byte[] bytes(Json value) {
    return of(value).getBytes(StandardCharsets.UTF_8);
  }

  /** Appends the value's text. */
  public static void append(StringBuilder out, Json value) {
    if (value instanceof Json.Obj object) {
      appendObject(out, object);
    } else if (value instanceof Json.Arr array) {
      appendArray(out, array);
    } else if (value instanceof Json.Str string) {
      appendQuoted(out, string.value());
    } else if (value instanceof Json.Num number) {
      out.append(number.text());
    } else if (value instanceof Json.Bool bool) {
      out.append(bool.value());
    } else {
      out.append("null");
    }
  }

  private static void appendObject(StringBuilder out, Json.Obj object) {
    char before = '{';
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      out.append(before);
      appendQuoted(out, member.getKey());
      out.append(':');
      append(out, member.getValue());
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private static void appendArray(StringBuilder out, Json.Arr array) {
    char before = '[';
    for (Json item : array.items()) {
      out.append(before);
      append(out, item);
      before = ',';
    }
    out.append(before == '[' ? "[]" : "]");
  }

  /** Appends the string with its quotes and escapes. */
  public static void appendQuoted(StringBuilder out, String value) {
    out.append('"');
    int written = 0;
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (isPlain(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(value, written, i);
      appendEscape(out, c);
      written = i + 1;
    }
    out.append(value, written, length).append('"');
  }

  private static boolean isPlain(char c) {
    if (c < 0x2028) {
      return c >= ' ' && c != '"' && c != '\\';
    }
    return c > 0x2029 && !Character.isSurrogate(c);
  }

  private static void appendEscape(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xf));
        }
      }
    }
  }
}
