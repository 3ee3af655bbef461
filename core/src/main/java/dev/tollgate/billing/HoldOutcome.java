package dev.tollgate.billing;

import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.money.Money;
import java.time.Duration;

/** What became of a {@link HoldOrder}. */
public sealed interface HoldOutcome {

  /** Set aside: the amount, or all there was between least and amount. */
  record Held(Money amount) implements HoldOutcome {}

  /** Nothing was set aside; that much would have been available. */
  record Insufficient(Money available) implements HoldOutcome {}

  /** Nothing was set aside; the account has enough, of the key's budget that much is left. */
  record OverBudget(Money left) implements HoldOutcome {}

  /** Nothing was set aside: the key's minute has no room for its tokens, and ends after that. */
  record TooManyTokens(Duration untilNext) implements HoldOutcome {}

  /** Nothing was set aside: the key has as many holds open as it may have. */
  record TooManyAtOnce() implements HoldOutcome {}

  /** Nothing was set aside, because the key is another's; asked before the balance is. */
  record KeyTaken(ClaimOutcome.Taken by) implements HoldOutcome {}
}
