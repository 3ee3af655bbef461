package dev.tollgate.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ids that sort by the time they were made: a prefix, 48 bits of milliseconds, 80 random
 * bits.
 *
 * <p>Thread-safe when its random generator is.
 */
public final class TimeOrderedIds {

  private static final String CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

  private final InstantSource clock;
  private final RandomGenerator random;

  /** Ids of that clock and that source of randomness. */
  public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id: the prefix, an underscore and 26 characters. */
  public String next(String prefix) {
    byte[] bits = new byte[10];
    random.nextBytes(bits);
    StringBuilder id = start(prefix, clock.millis());
    for (int half = 0; half < 10; half += 5) {
      long chunk = 0;
      for (int i = half; i < half + 5; i++) {
        chunk = chunk << 8 | (bits[i] & 0xff);
      }
      for (int shift = 35; shift >= 0; shift -= 5) {
        id.append(CROCKFORD.charAt((int) (chunk >>> shift) & 31));
      }
    }
    return id.toString();
  }

  /**
   * What sorts before every id of that prefix made at that time or later, and behind all made
   * before it.
   *
   * @param time one before 1970 counts as the first moment of it
   */
  public static String lowest(String prefix, Instant time) {
    return start(prefix, Math.max(0, time.toEpochMilli())).toString();
  }

  private static StringBuilder start(String prefix, long millis) {
    StringBuilder id = new StringBuilder(prefix.length() + 27).append(prefix).append('_');
    for (int shift = 45; shift >= 0; shift -= 5) {
      id.append(CROCKFORD.charAt((int) (millis >>> shift) & 31));
    }
    return id;
  }
}
