package dev.tollgate.servlet.chat;

import java.time.Duration;

/**
 * How an answer treats a caller who reads slowly or is silent.
 *
 * @param keepAlive a stream that was silent for so long gets a comment
 * @param stall a caller who took nothing for so long counts as gone
 * @param maxUnwritten the most bytes of a stream that wait for the caller; one more and he counts
 *     as gone
 * @param pauseAt from so many waiting bytes on the upstream is asked to wait
 * @param budget the bytes that wait for all callers together
 */
public record AnswerLimits(
    Duration keepAlive, Duration stall, long maxUnwritten, long pauseAt, ByteBudget budget) {

  private static final long MIB = 1 << 20;

  /** The limits of the design: 10 s, 30 s, 1 MiB, 64 KiB and 256 MiB. */
  public static AnswerLimits standard() {
    return new AnswerLimits(
        Duration.ofSeconds(10), Duration.ofSeconds(30), MIB, MIB / 16, new ByteBudget(256 * MIB));
  }

  /** When to look again after somebody, who is owed bytes or not, was idle for so long. */
  Duration nextLook(boolean owed, Duration idle) {
    Duration longest = keepAlive.compareTo(stall) < 0 ? keepAlive : stall;
    Duration left = (owed ? stall : keepAlive).minus(idle);
    boolean inBetween = left.compareTo(Duration.ZERO) > 0 && left.compareTo(longest) < 0;
    return inBetween ? left : longest;
  }
}
