package dev.tollgate.store.jooq;

import dev.tollgate.keys.CompletionLimits;

/**
 * What a key may still hold in the transaction that asked; not thread-safe.
 *
 * @see KeyHolds
 */
final class KeyRoom {

  private long places;
  private long left;

  /** For a key that has that many holds open, and has spent and holds that much. */
  KeyRoom(CompletionLimits limits, long open, long nanos) {
    places = limits.atOnce().isPresent() ? limits.atOnce().getAsLong() - open : Long.MAX_VALUE;
    left = limits.mostCost().map(budget -> budget.amount().nanos() - nanos).orElse(Long.MAX_VALUE);
  }

  boolean isFull() {
    return places <= 0;
  }

  /** How much it may hold; not above zero when its budget is used up. */
  long left() {
    return left;
  }

  void take(long amount) {
    places--;
    left -= amount;
  }
}
