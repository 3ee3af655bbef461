package dev.tollgate.keys;

import dev.tollgate.ledger.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key to be made.
 *
 * @param name for people
 * @param expiry when it stops working, or null for never
 */
public record KeyOrder(
    AccountId account, String name, KeyLimits limits, @Nullable Instant expiry) {}
