package dev.tollgate.billing;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Quote;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets money aside before the work: the most the request can cost, a smaller output cap where the
 * account can't cover that, or a refusal. Thread-safe; nothing blocks.
 */
public final class Billing {

  /** The least output worth a request; an account that can't cover it is out of credits. */
  private static final long LEAST_OUTPUT_TOKENS = 256;

  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Duration BUSY = Duration.ofSeconds(1);

  private final BillingStore store;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final Duration longestRequest;
  private final Executor counting;
  private final CompletionLimits limits;

  /** Billing on that store for keys that have the limits that they bring, and no others. */
  public Billing(
      BillingStore store,
      TimeOrderedIds ids,
      InstantSource clock,
      Duration longestRequest,
      Executor counting) {
    this(store, ids, clock, longestRequest, counting, CompletionLimits.NONE);
  }

  /**
   * Billing on that store.
   *
   * @param longestRequest how long any request may take; a hold that outlives it by a minute is
   *     abandoned
   * @param counting where prompts are counted, away from the store's own thread
   * @param limits of the completions of a key that has none of its own
   */
  public Billing(
      BillingStore store,
      TimeOrderedIds ids,
      InstantSource clock,
      Duration longestRequest,
      Executor counting,
      CompletionLimits limits) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.longestRequest = longestRequest;
    this.counting = counting;
    this.limits = limits;
  }

  /**
   * A request to be paid for.
   *
   * @param quote with the cheap upper bound of the prompt
   * @param exactPrompt counts the prompt; asked only when the bound does not fit the balance
   * @param callName the caller's label, or the empty string
   */
  public record Order(
      Caller caller, Quote quote, LongSupplier exactPrompt, String requestId, String callName) {}

  /**
   * Sets money aside.
   *
   * @return completes with the hold once it is committed; exceptionally with a {@link Refusal}
   *     INSUFFICIENT_CREDITS, of the account or of the key's budget, RATE_LIMITED when the key has
   *     as many requests under way as it may or its minute has no room for the tokens, or
   *     OVERLOADED
   */
  public CompletionStage<OpenHold> hold(Order order) {
    return make(order, null)
        .thenApply(
            outcome -> {
              if (outcome instanceof KeyedHold.Made made) {
                return made.hold();
              }
              throw new IllegalStateException("no key was asked for: " + outcome);
            });
  }

  /**
   * Claims a key and sets money aside with it, both or neither. The key is judged first: a request
   * that was answered needs no credits.
   *
   * @return completes once it is committed; exceptionally as {@link #hold} does, and then the key
   *     is free
   */
  public CompletionStage<KeyedHold> hold(Order order, ClaimOrder claim) {
    return make(order, claim);
  }

  private CompletionStage<KeyedHold> make(Order order, @Nullable ClaimOrder claim) {
    // All or nothing at first: the bound may be several times the prompt, and a cap made from it
    // would cut answers short that the account can pay.
    HoldOrder bound = holdOrder(order, order.quote(), order.quote().outputTokens(), claim);
    return store
        .hold(bound)
        .thenCompose(
            outcome -> {
              if (mayFitExactly(outcome)) {
                return makeExactly(order, claim);
              }
              return finished(bound, order.quote(), outcome);
            });
  }

  private static boolean mayFitExactly(HoldOutcome outcome) {
    return (outcome instanceof HoldOutcome.Insufficient poor && poor.available().isPositive())
        || (outcome instanceof HoldOutcome.OverBudget over && over.left().isPositive());
  }

  private CompletionStage<KeyedHold> makeExactly(Order order, @Nullable ClaimOrder claim) {
    return exactPrompt(order)
        .thenCompose(
            tokens -> {
              Quote exact =
                  order.quote().withPromptTokens(Math.min(tokens, order.quote().promptTokens()));
              HoldOrder again = holdOrder(order, exact, LEAST_OUTPUT_TOKENS, claim);
              return store.hold(again).thenCompose(outcome -> finished(again, exact, outcome));
            });
  }

  private CompletionStage<Long> exactPrompt(Order order) {
    try {
      return CompletableFuture.supplyAsync(order.exactPrompt()::getAsLong, counting);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          Refusal.retryable(
              RefusalKind.OVERLOADED,
              "The server has too much to do now. Nothing was charged.",
              BUSY));
    }
  }

  private HoldOrder holdOrder(
      Order order, Quote quote, long leastOutput, @Nullable ClaimOrder claim) {
    Instant now = clock.instant();
    return new HoldOrder(
        new HoldId(ids.next(HoldId.PREFIX)),
        order.caller().orElse(limits),
        quote.amount(),
        quote.amountFor(Math.min(leastOutput, quote.outputTokens())),
        new HoldOrder.Subject(
            order.requestId(),
            quote.model(),
            quote.price(),
            order.callName(),
            quote.promptTokens() + quote.outputTokens(),
            claim),
        now,
        now.plus(longestRequest).plus(GRACE));
  }

  private CompletionStage<KeyedHold> finished(HoldOrder order, Quote quote, HoldOutcome outcome) {
    if (outcome instanceof HoldOutcome.Held held) {
      return CompletableFuture.completedFuture(
          new KeyedHold.Made(
              new OpenHold(
                  store, clock, order, held.amount(), quote.outputTokensWithin(held.amount()))));
    }
    if (outcome instanceof HoldOutcome.KeyTaken taken) {
      return CompletableFuture.completedFuture(new KeyedHold.KeyTaken(taken.by()));
    }
    if (outcome instanceof HoldOutcome.Insufficient poor) {
      return CompletableFuture.failedFuture(insufficient(order.least(), poor.available()));
    }
    if (outcome instanceof HoldOutcome.OverBudget over) {
      return CompletableFuture.failedFuture(KeyRefusals.overBudget(order, over.left()));
    }
    if (outcome instanceof HoldOutcome.TooManyTokens full) {
      return CompletableFuture.failedFuture(KeyRefusals.tooManyTokens(order, full.untilNext()));
    }
    if (outcome instanceof HoldOutcome.TooManyAtOnce) {
      return CompletableFuture.failedFuture(KeyRefusals.tooManyAtOnce(order.caller()));
    }
    throw new IllegalStateException("a hold is made or it is not: " + outcome);
  }

  private static Refusal insufficient(Money least, Money available) {
    return Refusal.of(
        RefusalKind.INSUFFICIENT_CREDITS,
        available.isPositive()
            ? "Insufficient credits: this request needs at least "
                + least.toCredits().toPlainString()
                + " credits and "
                + available.toCredits().toPlainString()
                + " are available. A shorter prompt or a smaller max_completion_tokens may fit."
            : "Insufficient credits: the account has nothing left to spend.");
  }
}
