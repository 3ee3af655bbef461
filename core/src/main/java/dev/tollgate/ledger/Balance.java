package dev.tollgate.ledger;

import dev.tollgate.money.Money;

/**
 * What an account has.
 *
 * @param posted all transfers in less all transfers out
 * @param reserved what open holds have set aside of it, at least 0
 * @param credited all that was ever credited: top-ups and adjustments, debits taken off
 * @param charged all that usage ever cost
 */
public record Balance(Money posted, Money reserved, Money credited, Money charged) {

  /** What a new hold may take; a request needs more than zero. */
  public Money available() {
    return posted.minus(reserved);
  }
}
