package dev.tollgate.limits;

import java.time.Duration;

/** Whether a request may pass; either way, how the caller's windows stand now. */
public sealed interface Admission {

  /** The minute's window; under several limits the one with least remaining. */
  RateWindow minute();

  /** The day's window; under several limits the one with least remaining. */
  RateWindow day();

  /** It passes, and was counted. */
  record Granted(RateWindow minute, RateWindow day) implements Admission {}

  /**
   * It does not pass, and was not counted.
   *
   * @param full the window that is full; the day's when both are
   * @param retryAfter until that window ends, at least a second
   */
  record Denied(RateWindow minute, RateWindow day, Window full, Duration retryAfter)
      implements Admission {

    /** How many requests the full window admits. */
    public long limit() {
      return full == Window.DAY ? day.limit() : minute.limit();
    }
  }

  /** The two windows. */
  enum Window {
    /** Of 60 seconds. */
    MINUTE,
    /** Of 86,400 seconds, UTC. */
    DAY
  }
}
