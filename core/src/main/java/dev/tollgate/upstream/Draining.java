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

  /** For the usage behind the end of an answer, when nothing more is generated. */
  public static final Draining LAST_WORDS = new Draining(Duration.ofSeconds(1), 1 << 16);

  public Draining {
    if (time.isNegative() || time.isZero() || bytes < 1) {
      throw new IllegalArgumentException("draining takes some time and some bytes");
    }
  }
}
