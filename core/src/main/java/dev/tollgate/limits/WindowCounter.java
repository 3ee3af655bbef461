package dev.tollgate.limits;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts one subject's requests in its minute and its day: one reference to an immutable state, so
 * that both windows are judged and counted in one atomic step.
 */
final class WindowCounter {

  static final long MINUTE_SECONDS = 60;
  static final long DAY_SECONDS = 86_400;

  private final AtomicReference<State> state = new AtomicReference<>(new State(0, 0, 0, 0));

  /** The windows by their numbers since the epoch, and what each has admitted. */
  private record State(long minute, long inMinute, long day, long inDay) {

    /** The state at that time; a clock that jumps back never reopens a window. */
    State at(long epochSecond) {
      long minuteNow = Math.max(minute, Math.floorDiv(epochSecond, MINUTE_SECONDS));
      long dayNow = Math.max(day, Math.floorDiv(epochSecond, DAY_SECONDS));
      return new State(
          minuteNow, minuteNow == minute ? inMinute : 0, dayNow, dayNow == day ? inDay : 0);
    }

    boolean hasRoom(RateLimit limit) {
      return inMinute < limit.perMinute() && inDay < limit.perDay();
    }

    State plusOne() {
      return new State(minute, inMinute + 1, day, inDay + 1);
    }
  }

  /**
   * What a try found.
   *
   * @param granted true when there was room; a try was counted then
   */
  record Reading(boolean granted, RateWindow minute, RateWindow day) {}

  /** Counts a request if both windows have room. */
  Reading tryAdmit(RateLimit limit, long epochSecond) {
    while (true) {
      State before = Objects.requireNonNull(state.get());
      State now = before.at(epochSecond);
      if (!now.hasRoom(limit)) {
        return reading(false, now, limit);
      }
      State after = now.plusOne();
      if (state.compareAndSet(before, after)) {
        return reading(true, after, limit);
      }
    }
  }

  /** Says what a try would find, and counts nothing. */
  Reading look(RateLimit limit, long epochSecond) {
    State now = Objects.requireNonNull(state.get()).at(epochSecond);
    return reading(now.hasRoom(limit), now, limit);
  }

  private static Reading reading(boolean granted, State state, RateLimit limit) {
    return new Reading(
        granted,
        new RateWindow(
            limit.perMinute(),
            Math.max(0, limit.perMinute() - state.inMinute),
            (state.minute + 1) * MINUTE_SECONDS),
        new RateWindow(
            limit.perDay(),
            Math.max(0, limit.perDay() - state.inDay),
            (state.day + 1) * DAY_SECONDS));
  }
}
