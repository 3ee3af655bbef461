package dev.tollgate.samples.benchmark;

import dev.tollgate.billing.Billing;
import dev.tollgate.billing.KeyedHold;
import dev.tollgate.billing.OpenHold;
import dev.tollgate.chat.Usage;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.Fingerprint;
import dev.tollgate.idempotency.Idempotency;
import dev.tollgate.idempotency.IdempotencyKey;
import dev.tollgate.idempotency.KeyScope;
import dev.tollgate.idempotency.Lead;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.limits.Admission;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Small requests as the gateway has them, behind a guard. Thread-safe. */
final class GuardedRequests implements Work {

  private static final Quote QUOTE =
      new Quote(Requests.MODEL, Price.ofDollars("0.50", "2.00"), 100, 256);
  private static final Usage USAGE = new Usage(20, 64, 0, 0, false);
  private static final Duration RETENTION = Duration.ofHours(24);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final byte[] BODY = new byte[1 << 10];
  private static final StoredAnswer ANSWER = new StoredAnswer(200, "application/json", BODY);

  /** Limits that no run reaches: what they cost is asked, not what they refuse. */
  private static final KeyLimits ROOMY =
      new KeyLimits(
          null,
          null,
          new CompletionLimits(
              100_000L,
              1_000_000_000L,
              new Budget(Money.ofCredits(BigDecimal.valueOf(100_000_000)), Budget.Reset.DAILY)));

  private final Guard guard;
  private final List<AccountId> accounts;
  private final Services services;
  private final AtomicInteger turn = new AtomicInteger();

  /** What requests go through. */
  record Services(
      RateLimiter limiter, Idempotency idempotency, Billing billing, TimeOrderedIds ids) {}

  GuardedRequests(Guard guard, List<AccountId> accounts, Services services) {
    this.guard = guard;
    this.accounts = List.copyOf(accounts);
    this.services = services;
  }

  @Override
  public CompletionStage<Held> hold() {
    AccountId account = accounts.get(Math.floorMod(turn.getAndIncrement(), accounts.size()));
    Caller caller =
        new Caller(account, Requests.KEY, guard.has(Guard.BUDGETS) ? ROOMY : KeyLimits.NONE);
    if (!guard.has(Guard.RATE_LIMITS)) {
      return paid(caller);
    }
    return services
        .limiter()
        .admit(caller)
        .thenCompose(
            admission -> {
              if (admission instanceof Admission.Denied) {
                throw new IllegalStateException("the limit was to be roomy");
              }
              return guard.has(Guard.KEYS) ? once(caller) : paid(caller);
            });
  }

  private CompletionStage<Held> paid(Caller caller) {
    return services.billing().hold(order(caller)).thenApply(hold -> () -> hold.settle(USAGE));
  }

  private CompletionStage<Held> once(Caller caller) {
    IdempotencyKey key = new IdempotencyKey(services.ids().next("key"));
    KeyScope scope = new KeyScope(caller.account(), "/v1/chat/completions", key);
    ClaimOrder claim = new ClaimOrder(scope, Fingerprint.of(BODY), RETENTION);
    return services
        .idempotency()
        .enter(claim, PATIENCE)
        .thenCompose(mine -> claimed(caller, (Lead) mine));
  }

  private CompletionStage<Held> claimed(Caller caller, Lead lead) {
    return services
        .billing()
        .hold(order(caller), lead.order())
        .thenApply(
            made -> {
              lead.claimed();
              OpenHold hold = ((KeyedHold.Made) made).hold();
              return () -> hold.settle(USAGE, ANSWER).thenAccept(settled -> lead.finished(ANSWER));
            });
  }

  private Billing.Order order(Caller caller) {
    return new Billing.Order(caller, QUOTE, QUOTE::promptTokens, services.ids().next("req"), "");
  }
}
