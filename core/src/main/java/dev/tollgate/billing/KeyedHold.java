package dev.tollgate.billing;

import dev.tollgate.idempotency.ClaimOutcome;

/** What became of a hold that was asked for together with a key. */
public sealed interface KeyedHold {

  /** Both are the request's own; the end of the hold is the end of the claim. */
  record Made(OpenHold hold) implements KeyedHold {}

  /** The key is another's, so nothing was set aside. */
  record KeyTaken(ClaimOutcome.Taken by) implements KeyedHold {}
}
