package dev.tollgate.billing;

import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;

/**
 * How a hold ended: what the store has, whoever asked for it and however often.
 *
 * @param charged zero when it was released
 */
public record Settlement(HoldId hold, State state, Usage usage, Money charged) {

  /** The ways to end. */
  public enum State {
    /** Charged. */
    SETTLED,
    /** Given back. */
    RELEASED,
    /** Given back because its owner was gone. */
    EXPIRED
  }
}
