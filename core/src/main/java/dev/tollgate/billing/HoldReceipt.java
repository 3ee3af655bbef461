package dev.tollgate.billing;

import dev.tollgate.money.Money;

/**
 * A hold as its maker was told of it: all that is needed to charge for it, also when a crash of the
 * database took the hold itself. Nobody has one of a hold that was refused.
 *
 * @param amount what was set aside: not above what was ordered
 */
public record HoldReceipt(HoldOrder order, Money amount) {}
