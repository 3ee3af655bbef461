package dev.tollgate.limits;

import dev.tollgate.limits.Admission.Denied;
import dev.tollgate.limits.Admission.Granted;
import dev.tollgate.limits.Admission.Window;
import java.time.Duration;

/** Whether a request passed, and how the windows stand that it was counted in or refused by. */
record Reading(boolean granted, RateWindow minute, RateWindow day) {

  static Reading of(boolean granted, Windows windows, RateLimit limit) {
    return new Reading(
        granted, windows.minute().under(limit.perMinute()), windows.day().under(limit.perDay()));
  }

  /** Of two limits: what passes passes both, and the one that leaves less is shown. */
  Reading and(Reading other) {
    return new Reading(
        granted && other.granted,
        RateWindow.tighter(minute, other.minute),
        RateWindow.tighter(day, other.day));
  }

  /** What the caller learns at that time. */
  Admission admission(long epochSecond) {
    if (granted) {
      return new Granted(minute, day);
    }
    Window full = day.remaining() == 0 ? Window.DAY : Window.MINUTE;
    long end = full == Window.DAY ? day.resetEpochSecond() : minute.resetEpochSecond();
    return new Denied(minute, day, full, Duration.ofSeconds(Math.max(1, end - epochSecond)));
  }
}
