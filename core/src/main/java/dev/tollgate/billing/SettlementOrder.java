package dev.tollgate.billing;

import dev.tollgate.chat.Usage;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.KeptAnswer;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hold to be settled.
 *
 * @param cost what to charge: never above the hold
 * @param loss what the usage cost beyond the hold: the operator's
 * @param receipt of that hold; null where there is none, and then a hold that the store does not
 *     know can't be settled
 * @param kept the answer that is kept with the charge, under the key that was claimed with the
 *     hold; null frees the key
 */
public record SettlementOrder(
    HoldId hold,
    Usage usage,
    Money cost,
    Money loss,
    Instant time,
    @Nullable HoldReceipt receipt,
    @Nullable KeptAnswer kept) {

  public SettlementOrder {
    if (receipt != null && !receipt.order().id().equals(hold)) {
      throw new IllegalArgumentException("a receipt of another hold: " + receipt.order().id());
    }
  }

  /** The settlement of a hold that the store knows. */
  public SettlementOrder(HoldId hold, Usage usage, Money cost, Money loss, Instant time) {
    this(hold, usage, cost, loss, time, null);
  }

  /** The settlement of a hold whose answer is not kept. */
  public SettlementOrder(
      HoldId hold,
      Usage usage,
      Money cost,
      Money loss,
      Instant time,
      @Nullable HoldReceipt receipt) {
    this(hold, usage, cost, loss, time, receipt, null);
  }

  /** The key that was claimed with the hold; null where none was, or there is no receipt. */
  public @Nullable ClaimOrder claim() {
    return receipt == null ? null : receipt.order().claim();
  }
}
