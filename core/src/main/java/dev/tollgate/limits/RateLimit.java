package dev.tollgate.limits;

/**
 * How many requests a window admits.
 *
 * @param perMinute at least 1
 * @param perDay at least 1
 */
public record RateLimit(long perMinute, long perDay) {
  public RateLimit {
    if (perMinute < 1 || perDay < 1) {
      throw new IllegalArgumentException("a limit admits at least one request");
    }
  }
}
