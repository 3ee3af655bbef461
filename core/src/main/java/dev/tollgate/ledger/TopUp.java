package dev.tollgate.ledger;

import dev.tollgate.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Credits to give, or to take back where the amount is negative.
 *
 * @param amount not zero
 * @param reference unique within the account: the same again with the same amount changes nothing
 * @param note for people, or null
 */
public record TopUp(AccountId account, Money amount, String reference, @Nullable String note) {}
