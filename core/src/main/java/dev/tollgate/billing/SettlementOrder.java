package dev.tollgate.billing;

import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import java.time.Instant;

/**
 * A hold to be settled.
 *
 * @param cost what to charge: never above the hold
 * @param loss what the usage cost beyond the hold: the operator's
 */
public record SettlementOrder(HoldId hold, Usage usage, Money cost, Money loss, Instant time) {}
