package dev.tollgate.billing;

import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A ledger of one account, exact and in memory: every rule of a hold's life, and no disk. */
final class OneAccount implements BillingStore {

  private final Map<HoldId, Money> held = new HashMap<>();
  private final Map<HoldId, Settlement> ended = new HashMap<>();
  final List<HoldOrder> orders = new ArrayList<>();
  final List<SettlementOrder> settlements = new ArrayList<>();
  private Money posted;

  OneAccount(Money posted) {
    this.posted = posted;
  }

  synchronized Money posted() {
    return posted;
  }

  synchronized Money available() {
    Money left = posted;
    for (Money amount : held.values()) {
      left = left.minus(amount);
    }
    return left;
  }

  @Override
  public synchronized CompletionStage<HoldOutcome> hold(HoldOrder order) {
    orders.add(order);
    Money available = available();
    if (!available.isPositive() || available.compareTo(order.least()) < 0) {
      return CompletableFuture.completedFuture(new HoldOutcome.Insufficient(available));
    }
    Money amount = available.compareTo(order.amount()) < 0 ? available : order.amount();
    held.put(order.id(), amount);
    return CompletableFuture.completedFuture(new HoldOutcome.Held(amount));
  }

  @Override
  public synchronized CompletionStage<Settlement> settle(SettlementOrder order) {
    settlements.add(order);
    if (held.remove(order.hold()) != null) {
      posted = posted.minus(order.cost());
      ended.put(
          order.hold(),
          new Settlement(order.hold(), Settlement.State.SETTLED, order.usage(), order.cost()));
    }
    return outcome(order.hold());
  }

  @Override
  public synchronized CompletionStage<Settlement> release(HoldId hold) {
    if (held.remove(hold) != null) {
      ended.put(hold, new Settlement(hold, Settlement.State.RELEASED, Usage.NONE, Money.ZERO));
    }
    return outcome(hold);
  }

  private CompletionStage<Settlement> outcome(HoldId hold) {
    Settlement settlement = ended.get(hold);
    return settlement == null
        ? CompletableFuture.failedFuture(new IllegalStateException("no such hold"))
        : CompletableFuture.completedFuture(settlement);
  }
}
