package dev.tollgate.limits;

/** The minute and the day of a subject: judged and counted together. */
public record Windows(CountedWindow minute, CountedWindow day) {

  static final long MINUTE_SECONDS = 60;
  static final long DAY_SECONDS = 86_400;

  /** Those of a subject that was never seen. */
  public static final Windows NONE =
      new Windows(new CountedWindow(0, 0, 0), new CountedWindow(0, 0, 0));

  /** How they stand at that time; the same object where nothing changed. */
  Windows at(long epochSecond) {
    CountedWindow minuteNow = minute.at(epochSecond, MINUTE_SECONDS);
    CountedWindow dayNow = day.at(epochSecond, DAY_SECONDS);
    return minuteNow.equals(minute) && dayNow.equals(day) ? this : new Windows(minuteNow, dayNow);
  }

  boolean haveRoom(RateLimit limit) {
    return minute.admitted() < limit.perMinute() && day.admitted() < limit.perDay();
  }

  Windows plusOne() {
    return new Windows(minute.plusOne(), day.plusOne());
  }
}
