package dev.tollgate.ledger;

import dev.tollgate.money.Money;

/** What became of a {@link TopUp}. */
public sealed interface TopUpOutcome {

  /**
   * The transfer stands, from now or from an earlier call with the same reference.
   *
   * @param posted the posted balance right after the transfer
   */
  record Posted(String entryId, Money posted) implements TopUpOutcome {}

  /** The reference stands with another amount; nothing changed. */
  record ReferenceReused() implements TopUpOutcome {}

  /** There is no such account. */
  record NoSuchAccount() implements TopUpOutcome {}
}
