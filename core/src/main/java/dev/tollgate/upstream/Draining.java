package dev.tollgate.upstream;

import java.time.Duration;

/**
 * How much is read of an answer that nobody wants any more, where closing the connection would not
 * stop the bill.
 *
 * @param time in all, from the caller's leaving on
 * @param bytes of the answer's body, from then on
 */
public record Draining(Duration time, long bytes) {
  public Draining {
    if (time.isNegative() || time.isZero() || bytes < 1) {
      throw new IllegalArgumentException("draining takes some time and some bytes");
    }
  }
}
