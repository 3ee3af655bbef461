package dev.tollgate.limits;

/**
 * What one window of a subject has admitted.
 *
 * @param number which minute or day since the epoch it is; below it none opens again until it ends
 * @param end when it ends, in Unix seconds
 * @param admitted how many requests it has let pass
 */
public record CountedWindow(long number, long end, long admitted) {

  /** The window at that time: this one, or a new one when it is over. */
  CountedWindow at(long epochSecond, long length) {
    long numberNow = Math.floorDiv(epochSecond, length);
    if (numberNow > number || (numberNow < number && epochSecond >= end)) {
      return new CountedWindow(numberNow, (numberNow + 1) * length, 0);
    }
    if (numberNow == number) {
      return endingAt((number + 1) * length);
    }
    // The clock was set back. What is full stays full, yet nobody waits longer than one length.
    return endingAt(Math.min(end, epochSecond + length));
  }

  CountedWindow plusOne() {
    return new CountedWindow(number, end, admitted + 1);
  }

  /** As a caller sees it who is under that limit. */
  RateWindow under(long limit) {
    return new RateWindow(limit, Math.max(0, limit - admitted), end);
  }

  private CountedWindow endingAt(long other) {
    return other == end ? this : new CountedWindow(number, other, admitted);
  }
}
