package dev.tollgate.samples.benchmark;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldReceipt;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the orders of small requests, one account after the other. Thread-safe. */
final class Requests {

  static final String KEY = "benchkey";
  static final String MODEL = "small";

  private static final Price PRICE = Price.ofDollars("0.50", "2.00");
  private static final Usage USAGE = new Usage(20, 64, 0, 0, false);
  private static final Money COST = Money.ofNanos(138_000);
  private static final Money MOST = Money.ofNanos(1_000_000);
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final List<AccountId> accounts;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final AtomicInteger turn = new AtomicInteger();

  Requests(List<AccountId> accounts, TimeOrderedIds ids, InstantSource clock) {
    this.accounts = List.copyOf(accounts);
    this.ids = ids;
    this.clock = clock;
  }

  /** The next request's hold. */
  HoldOrder hold() {
    AccountId account = accounts.get(Math.floorMod(turn.getAndIncrement(), accounts.size()));
    Instant now = clock.instant();
    HoldId id = new HoldId(ids.next("hold"));
    return new HoldOrder(
        id,
        new Caller(account, KEY, KeyLimits.NONE),
        MOST,
        MOST,
        new HoldOrder.Subject("req_" + id.value(), MODEL, PRICE, ""),
        now,
        now.plus(LIFE));
  }

  /** The settlement of a hold that was granted whole, on the same usage each time. */
  SettlementOrder settlement(HoldOrder order) {
    HoldReceipt receipt = new HoldReceipt(order, order.amount());
    return new SettlementOrder(order.id(), USAGE, COST, Money.ZERO, clock.instant(), receipt);
  }
}
