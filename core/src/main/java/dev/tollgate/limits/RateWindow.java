package dev.tollgate.limits;

/**
 * One window as its caller sees it.
 *
 * @param limit how many requests it admits
 * @param remaining how many more it admits, 0 to limit
 * @param resetEpochSecond when it ends, in Unix seconds
 */
public record RateWindow(long limit, long remaining, long resetEpochSecond) {

  /** The one that leaves less. */
  static RateWindow tighter(RateWindow a, RateWindow b) {
    return b.remaining < a.remaining ? b : a;
  }
}
