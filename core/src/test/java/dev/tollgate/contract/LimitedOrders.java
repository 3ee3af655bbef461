package dev.tollgate.contract;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.money.Money;
import java.time.Duration;
import java.time.Instant;

/** Orders of keys that have limits of their own, as the tests of stores need them. */
public final class LimitedOrders {

  private LimitedOrders() {}

  /** A hold of that many nano-dollars or nothing, made then. */
  public static HoldOrder hold(Caller caller, String id, long nanos, Instant now) {
    HoldOrder order = Orders.hold(caller.account(), id, nanos);
    return new HoldOrder(
        order.id(),
        caller,
        order.amount(),
        order.least(),
        order.subject(),
        now,
        now.plus(Duration.ofMinutes(11)));
  }

  /** The same, content with less. */
  static HoldOrder withLeast(HoldOrder order, long least) {
    return new HoldOrder(
        order.id(),
        order.caller(),
        order.amount(),
        Money.ofNanos(least),
        order.subject(),
        order.created(),
        order.expiresAt());
  }

  /** The same for a request that may take so many tokens. */
  public static HoldOrder withTokens(HoldOrder order, long tokens) {
    HoldOrder.Subject subject = order.subject();
    return new HoldOrder(
        order.id(),
        order.caller(),
        order.amount(),
        order.least(),
        new HoldOrder.Subject(
            subject.requestId(),
            subject.model(),
            subject.price(),
            subject.callName(),
            tokens,
            subject.claim()),
        order.created(),
        order.expiresAt());
  }

  /** The end of that hold, then. */
  public static SettlementOrder settle(HoldOrder made, long nanos, Instant now) {
    SettlementOrder order = Orders.settle(made, nanos);
    return new SettlementOrder(
        order.hold(), order.usage(), order.cost(), order.loss(), now, order.receipt());
  }

  /** A key with that budget. */
  public static KeyLimits budget(long nanos, Budget.Reset reset) {
    return new KeyLimits(
        null, null, new CompletionLimits(null, null, new Budget(Money.ofNanos(nanos), reset)));
  }

  /** A key with so many tokens a minute. */
  public static KeyLimits tokens(long perMinute) {
    return new KeyLimits(null, null, new CompletionLimits(null, perMinute, null));
  }

  /** So much is set aside. */
  public static HoldOutcome held(long nanos) {
    return new HoldOutcome.Held(Money.ofNanos(nanos));
  }

  /** Nothing is; so much is left of the budget. */
  static HoldOutcome overBudget(long nanos) {
    return new HoldOutcome.OverBudget(Money.ofNanos(nanos));
  }

  /** Nothing is; the minute of the tokens ends after that. */
  public static HoldOutcome fullFor(long seconds) {
    return new HoldOutcome.TooManyTokens(Duration.ofSeconds(seconds));
  }
}
