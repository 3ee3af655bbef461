package dev.tollgate.billing;

import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.money.Money;

/** What became of a {@link HoldOrder}. */
public sealed interface HoldOutcome {

  /** Set aside: the amount, or all there was between least and amount. */
  record Held(Money amount) implements HoldOutcome {}

  /** Nothing was set aside; that much would have been available. */
  record Insufficient(Money available) implements HoldOutcome {}

  /** Nothing was set aside, because the key is another's; asked before the balance is. */
  record KeyTaken(ClaimOutcome.Taken by) implements HoldOutcome {}
}
