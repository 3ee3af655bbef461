package dev.tollgate.store.jooq;

import dev.tollgate.money.Money;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts since this process started what an operator should know of the ledger. What is known to be
 * committed counts: where the answer of a commit was lost, the count may miss it. Thread-safe.
 */
final class Tally {

  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  private final LongAdder expired = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final LongAdder lostNanos = new LongAdder();

  /** Adds what a batch settled. */
  void settled(List<Move> moves) {
    for (Move move : moves) {
      lostNanos.add(move.loss());
      if (move.row().state() == HoldState.EXPIRED) {
        late.increment();
        LOG.warn(
            "hold {} of account {} was settled after it had expired",
            move.row().id(),
            move.row().account());
      }
    }
  }

  /** Adds holds that were given back because nobody ended them. */
  void expired(int holds) {
    expired.add(holds);
  }

  long expired() {
    return expired.sum();
  }

  long late() {
    return late.sum();
  }

  Money lost() {
    return Money.ofNanos(lostNanos.sum());
  }
}
