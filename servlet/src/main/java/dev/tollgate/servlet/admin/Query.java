package dev.tollgate.servlet.admin;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** A request's query, read strictly; an empty value counts as absent. */
final class Query {

  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 1000;
  private static final LocalDate FIRST_DATE = LocalDate.EPOCH;
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern LIMIT = Pattern.compile("\\d{1,4}");
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_.:~=-]{1,200}");

  private final HttpServletRequest request;

  Query(HttpServletRequest request) {
    this.request = request;
  }

  /** How many rows are wanted: {@code limit}, 1 to 1,000, by default 100. */
  int limit() {
    Optional<String> text = value("limit");
    if (text.isEmpty()) {
      return LIMIT_DEFAULT;
    }
    int limit = LIMIT.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : 0;
    if (limit < 1 || limit > LIMIT_MAX) {
      throw invalid("limit", "must be an integer from 1 to " + LIMIT_MAX + ".");
    }
    return limit;
  }

  /** Where the page starts: {@code cursor}, empty for the first page. */
  String cursor() {
    String cursor = value("cursor").orElse("");
    if (!cursor.isEmpty() && !CURSOR.matcher(cursor).matches()) {
      throw invalid("cursor", "must be a next_cursor of the page before.");
    }
    return cursor;
  }

  /** A day as {@code 2026-11-21}, from 1970 on. */
  Optional<LocalDate> date(String name) {
    Optional<String> text = value(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (DATE.matcher(text.get()).matches()) {
      try {
        LocalDate date = LocalDate.parse(text.get());
        if (!date.isBefore(FIRST_DATE)) {
          return Optional.of(date);
        }
      } catch (DateTimeException e) {
        // Digits that are no day, as 2026-02-30: refused as any other text below.
        throw notDate(name);
      }
    }
    throw notDate(name);
  }

  /**
   * The parameter's value.
   *
   * @throws Refusal when it stands there twice or the query can't be decoded
   */
  Optional<String> value(String name) {
    String[] values;
    try {
      values = request.getParameterValues(name);
    } catch (RuntimeException e) {
      // Each container has its own unchecked exception for a query that it can't decode.
      throw Refusal.of(RefusalKind.INVALID_REQUEST, "The query can't be decoded.");
    }
    if (values == null || values.length == 0) {
      return Optional.empty();
    }
    if (values.length > 1) {
      throw invalid(name, "must stand there once.");
    }
    return Optional.of(values[0]).filter(value -> !value.isEmpty());
  }

  /** A refusal of that parameter. */
  static Refusal invalid(String name, String complaint) {
    return Refusal.ofField(RefusalKind.INVALID_REQUEST, name, "'" + name + "' " + complaint);
  }

  private static Refusal notDate(String name) {
    return invalid(name, "must be a day such as 2026-11-21, from " + FIRST_DATE + " on.");
  }
}
