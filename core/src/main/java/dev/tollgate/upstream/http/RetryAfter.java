package dev.tollgate.upstream.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The Retry-After header: seconds or a date. */
public final class RetryAfter {

  /** The longest wait that an upstream can ask of us. */
  public static final Duration MAX = Duration.ofSeconds(60);

  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /** The wait, between zero and {@link #MAX}; null when there is none or it makes no sense. */
  public static @Nullable Duration read(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    String value = header.strip();
    if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return value.length() > MAX_DIGITS ? MAX : clamp(Duration.ofSeconds(Integer.parseInt(value)));
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      return clamp(Duration.between(now, date.toInstant()));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Duration clamp(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MAX) > 0 ? MAX : wait;
  }
}
