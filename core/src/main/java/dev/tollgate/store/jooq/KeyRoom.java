package dev.tollgate.store.jooq;

import dev.tollgate.keys.CompletionLimits;

/**
 * What a key may still hold in the transaction that asked; not thread-safe.
 *
 * @see KeyHolds
 */
final class KeyRoom {

  private final long tokensPerMinute;
  private long places;
  private long tokens;
  private long left;

  /**
   * For a key that has so many holds open.
   *
   * @param nanos what it has spent of its budget, and holds
   * @param tokens what it has taken in this minute, and may yet take
   */
  KeyRoom(CompletionLimits limits, long open, long nanos, long tokens) {
    tokensPerMinute = limits.tokensPerMinute().orElse(Long.MAX_VALUE);
    this.tokens = tokensPerMinute - tokens;
    places = limits.atOnce().isPresent() ? limits.atOnce().getAsLong() - open : Long.MAX_VALUE;
    left = limits.mostCost().map(budget -> budget.amount().nanos() - nanos).orElse(Long.MAX_VALUE);
  }

  boolean isFull() {
    return places <= 0;
  }

  /** True when a request of so many tokens at the most has to wait for the next minute. */
  boolean lacks(long most) {
    return counted(most) > tokens;
  }

  /** How much it may hold; not above zero when its budget is used up. */
  long left() {
    return left;
  }

  void take(long amount, long most) {
    places--;
    left -= amount;
    tokens -= counted(most);
  }

  /** A request that may take more than a whole minute has counts as one, or it would never pass. */
  long counted(long most) {
    return Math.min(most, tokensPerMinute);
  }
}
