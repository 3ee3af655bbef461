package dev.tollgate.chat;

import dev.tollgate.json.Json;
import dev.tollgate.refusal.RefusalKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code metadata}; all lengths are in code points, as people count characters. */
final class MetadataReader {

  private static final int MAX_PAIRS = 16;
  private static final int MAX_KEY = 64;
  private static final int MAX_VALUE = 512;
  private static final int MAX_CALL_NAME = 64;

  private MetadataReader() {}

  /** The pairs, none when there is no metadata. */
  static Map<String, String> read(FieldReader body) {
    FieldReader metadata = body.object("metadata");
    if (metadata == null) {
      return Map.of();
    }
    Map<String, Json> members = metadata.json().members();
    if (members.containsKey("call_name")) {
      // Before the general rules, so that a name that breaks both gets the code made for it.
      checkCallName(members.get("call_name"));
    }
    if (members.size() > MAX_PAIRS) {
      throw FieldReader.refused("metadata", "may have at most 16 pairs; it has more");
    }
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Map.Entry<String, Json> pair : members.entrySet()) {
      String key = pair.getKey();
      if (length(key) > MAX_KEY) {
        throw FieldReader.refused(
            "metadata", "may have keys of at most 64 characters; one has more");
      }
      pairs.put(key, value(metadata.path(key), pair.getValue()));
    }
    return pairs;
  }

  private static void checkCallName(@Nullable Json value) {
    boolean named =
        value instanceof Json.Str name
            && !isBlank(name.value())
            && length(name.value()) <= MAX_CALL_NAME;
    if (!named) {
      throw FieldReader.refused(
          RefusalKind.INVALID_CALL_NAME,
          "metadata.call_name",
          "must be a string of 1 to 64 characters that is not blank");
    }
  }

  private static String value(String path, Json value) {
    if (!(value instanceof Json.Str string)) {
      throw FieldReader.wrong(path, "a string", value);
    }
    if (length(string.value()) > MAX_VALUE) {
      throw FieldReader.refused(path, "must have at most 512 characters; it has more");
    }
    return string.value();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Blank by Unicode: Java's own test does not know the no-break space. */
  private static boolean isBlank(String text) {
    return text.codePoints()
        .allMatch(
            point ->
                Character.isWhitespace(point)
                    || Character.isSpaceChar(point)
                    || Character.getType(point) == Character.CONTROL
                    || Character.getType(point) == Character.FORMAT);
  }
}
