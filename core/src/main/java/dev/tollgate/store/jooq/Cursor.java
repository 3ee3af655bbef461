package dev.tollgate.store.jooq;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The key of the last row of a page, as callers carry it: text that means nothing to them. */
final class Cursor {

  private static final char SEPARATOR = '\n';
  private static final int LONGEST = 1000;
  private static final int LARGEST_PAGE = 1000;

  private Cursor() {}

  /** Writes the parts of a key, of which no one has a line break. */
  static String of(String... parts) {
    String key = String.join(String.valueOf(SEPARATOR), parts);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a key of that many parts.
   *
   * @return null for the empty cursor: the first page
   * @throws Refusal INVALID_REQUEST when it is none of ours
   */
  static <T> @Nullable T read(String cursor, int parts, Function<List<String>, T> key) {
    if (cursor.isEmpty()) {
      return null;
    }
    if (cursor.length() <= LONGEST) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        List<String> found = List.of(text.split(String.valueOf(SEPARATOR), -1));
        if (found.size() == parts && of(found.toArray(String[]::new)).equals(cursor)) {
          return key.apply(found);
        }
      } catch (IllegalArgumentException | DateTimeException | ArithmeticException malformed) {
        throw refused();
      }
    }
    throw refused();
  }

  /** A time in a key. */
  static String micros(Instant time) {
    return String.valueOf(
        Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000L));
  }

  /** The same back. */
  static Instant instant(String micros) {
    long value = Long.parseLong(micros);
    return Instant.ofEpochSecond(
        Math.floorDiv(value, 1_000_000L), Math.floorMod(value, 1_000_000L) * 1_000L);
  }

  /**
   * Checks the size of a page.
   *
   * @throws Refusal INVALID_REQUEST when it is not 1 to 1,000
   */
  static int pageSize(int limit) {
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw Refusal.ofField(
          RefusalKind.INVALID_REQUEST, "limit", "limit has to be from 1 to " + LARGEST_PAGE);
    }
    return limit;
  }

  private static Refusal refused() {
    return Refusal.ofField(
        RefusalKind.INVALID_REQUEST, "cursor", "cursor has to be a next_cursor of an earlier page");
  }
}
