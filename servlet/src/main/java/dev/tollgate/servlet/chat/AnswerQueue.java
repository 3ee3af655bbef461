package dev.tollgate.servlet.chat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that one caller has not taken yet, counted against the process's budget. Not
 * thread-safe.
 */
final class AnswerQueue {

  /** A container takes all it is given at once; that it takes a next piece shows a caller reads. */
  private static final int PIECE = 32 << 10;

  private final ByteBudget budget;
  private final Queue<byte[]> waiting = new ArrayDeque<>(4);
  private long bytes;
  private boolean overBudget;

  AnswerQueue(ByteBudget budget) {
    this.budget = budget;
  }

  void add(byte[] more) {
    if (!budget.take(more.length)) {
      overBudget = true;
      return;
    }
    bytes += more.length;
    if (more.length <= PIECE) {
      waiting.add(more);
      return;
    }
    for (int from = 0; from < more.length; from += PIECE) {
      waiting.add(Arrays.copyOfRange(more, from, Math.min(more.length, from + PIECE)));
    }
  }

  /** The next bytes, or null when none wait. */
  byte @Nullable [] poll() {
    byte[] next = waiting.poll();
    if (next != null) {
      bytes -= next.length;
      budget.give(next.length);
    }
    return next;
  }

  /** How many wait. */
  long bytes() {
    return bytes;
  }

  /** True once something could not be added: the answer has a hole and can't go on. */
  boolean isOverBudget() {
    return overBudget;
  }

  void clear() {
    waiting.clear();
    budget.give(bytes);
    bytes = 0;
  }
}
