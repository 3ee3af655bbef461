package dev.tollgate.ledger;

import dev.tollgate.money.Money;

/**
 * Usage summed over a group.
 *
 * @param group the day as {@code 2026-11-21} (UTC), the model, the key's id or the call name
 */
public record UsageSum(
    String group, long requests, long promptTokens, long completionTokens, Money charged) {}
