package dev.tollgate.billing;

import dev.tollgate.chat.Usage;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.KeptAnswer;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Money set aside for one request: to be settled or released, once. A second ending changes nothing
 * and gives the first one's outcome. Thread-safe.
 */
public final class OpenHold {

  private final BillingStore store;
  private final InstantSource clock;
  private final HoldId id;
  private final Price price;
  private final Money amount;
  private final HoldReceipt receipt;
  private final long outputTokens;
  private volatile boolean released;

  OpenHold(
      BillingStore store, InstantSource clock, HoldOrder order, Money amount, long outputTokens) {
    this.store = store;
    this.clock = clock;
    this.id = order.id();
    this.price = order.subject().price();
    this.amount = amount;
    this.receipt = new HoldReceipt(order, amount);
    this.outputTokens = outputTokens;
  }

  /** Its id. */
  public HoldId id() {
    return id;
  }

  /** Whose money it is. */
  public AccountId account() {
    return receipt.order().caller().account();
  }

  /** How much was set aside. */
  public Money amount() {
    return amount;
  }

  /** The most output tokens it covers: what the upstream may be asked for, at least 1. */
  public long outputTokens() {
    return outputTokens;
  }

  /** What that usage will be charged: its price, and never more than was set aside. */
  public Money charge(Usage usage) {
    return bounded(price.cost(usage));
  }

  private Money bounded(Money cost) {
    return cost.compareTo(amount) > 0 ? amount : cost;
  }

  /** Charges what was used, at the price of the time of the hold. */
  public CompletionStage<Settlement> settle(Usage usage) {
    return settle(usage, price);
  }

  /**
   * Charges what was used at another price, which the hold was made to cover too: that of the model
   * that answered.
   */
  public CompletionStage<Settlement> settle(Usage usage, Price other) {
    return charge(usage, other, null);
  }

  /**
   * Charges what was used, and keeps the answer under the key that was claimed with the hold, both
   * or neither.
   *
   * @return completes exceptionally with a {@link dev.tollgate.refusal.Refusal}
   *     IDEMPOTENCY_IN_PROGRESS when the hold had expired and another request has the key: nothing
   *     is charged then, and this answer must not be shown
   * @throws IllegalStateException when no key was claimed with it
   */
  public CompletionStage<Settlement> settle(Usage usage, StoredAnswer answer) {
    return settle(usage, price, answer);
  }

  /** The same at another price, which the hold was made to cover too. */
  public CompletionStage<Settlement> settle(Usage usage, Price other, StoredAnswer answer) {
    ClaimOrder claim = receipt.order().claim();
    if (claim == null) {
      throw new IllegalStateException("no key was claimed with this hold: " + id);
    }
    return charge(usage, other, new KeptAnswer(claim, answer));
  }

  private CompletionStage<Settlement> charge(Usage usage, Price other, @Nullable KeptAnswer kept) {
    Money cost = other.cost(usage);
    Money charge = bounded(cost);
    // What was given back must not be charged, not even where the store forgot both.
    HoldReceipt proof = released ? null : receipt;
    return store.settle(
        new SettlementOrder(id, usage, charge, cost.minus(charge), clock.instant(), proof, kept));
  }

  /** Gives all of it back. */
  public CompletionStage<Settlement> release() {
    released = true;
    return store.release(id);
  }
}
