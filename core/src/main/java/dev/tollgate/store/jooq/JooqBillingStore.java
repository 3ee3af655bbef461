package dev.tollgate.store.jooq;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.Settlement;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.ledger.HoldId;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** Hands holds and their ends to the writer. */
final class JooqBillingStore implements BillingStore {

  private final GroupCommit writer;
  private final InstantSource clock;

  JooqBillingStore(GroupCommit writer, InstantSource clock) {
    this.writer = writer;
    this.clock = clock;
  }

  @Override
  public CompletionStage<HoldOutcome> hold(HoldOrder order) {
    return writer.submit(pending -> new Command.Hold(order, pending));
  }

  @Override
  public CompletionStage<Settlement> settle(SettlementOrder order) {
    if (order.cost().isNegative() || order.loss().isNegative()) {
      throw new IllegalArgumentException("a settlement takes money, it never gives");
    }
    return writer.submit(pending -> Command.End.settle(order, pending));
  }

  @Override
  public CompletionStage<Settlement> release(HoldId hold) {
    return writer.submit(pending -> Command.End.release(hold, null, clock.instant(), pending));
  }
}
