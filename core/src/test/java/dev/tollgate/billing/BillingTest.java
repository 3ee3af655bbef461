package dev.tollgate.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tollgate.chat.Usage;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.Quote;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BillingTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Caller CALLER = new Caller(new AccountId("acct_1"), "key1", KeyLimits.NONE);

  /** A prompt token is 2 nano-dollars, an output token 10. */
  private static final Price PRICE =
      new Price(Money.ofNanos(2_000_000), Money.ofNanos(1_000_000), Money.ofNanos(10_000_000));

  private final TimeOrderedIds ids = new TimeOrderedIds(InstantSource.fixed(NOW), new Random(7));
  private final AtomicInteger counts = new AtomicInteger();
  private Executor counting = Runnable::run;

  private OpenHold hold(OneAccount account, long prompt, long output, long exactPrompt) {
    Billing billing =
        new Billing(account, ids, InstantSource.fixed(NOW), Duration.ofMinutes(10), counting);
    Billing.Order order =
        new Billing.Order(
            CALLER,
            new Quote("stansa-g4", PRICE, prompt, output),
            () -> {
              counts.incrementAndGet();
              return exactPrompt;
            },
            "req_1",
            "night job");
    return billing.hold(order).toCompletableFuture().join();
  }

  private Refusal refusal(OneAccount account, long prompt, long output, long exactPrompt) {
    CompletionException failure =
        Objects.requireNonNull(
            catchThrowableOfType(
                CompletionException.class, () -> hold(account, prompt, output, exactPrompt)));
    return (Refusal) Objects.requireNonNull(failure.getCause());
  }

  private static OneAccount account(long nanos) {
    return new OneAccount(Money.ofNanos(nanos));
  }

  @Test
  void worstCaseIsHeldWithoutCountingThePrompt() {
    OneAccount account = account(1_000_000);

    OpenHold hold = hold(account, 1_000, 500, 200);

    assertThat(hold.amount()).isEqualTo(Money.ofNanos(1_000 * 2 + 500 * 10));
    assertThat(hold.outputTokens()).isEqualTo(500);
    assertThat(counts).hasValue(0);
    assertThat(account.available()).isEqualTo(Money.ofNanos(1_000_000 - 7_000));
    assertThat(account.orders)
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.id()).isEqualTo(hold.id());
              assertThat(order.caller()).isEqualTo(CALLER);
              assertThat(order.subject())
                  .isEqualTo(
                      new HoldOrder.Subject("req_1", "stansa-g4", PRICE, "night job", 1_500, null));
              assertThat(order.created()).isEqualTo(NOW);
              assertThat(order.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(11)));
            });
  }

  @Test
  void balanceOfExactlyTheWorstCaseIsEnough() {
    OpenHold hold = hold(account(7_000), 1_000, 500, 200);

    assertThat(hold.amount()).isEqualTo(Money.ofNanos(7_000));
    assertThat(hold.outputTokens()).isEqualTo(500);
    assertThat(counts).hasValue(0);
  }

  @Test
  void promptIsCountedWhenItsBoundDoesNotFitAndTheWholeOutputStaysAllowed() {
    OpenHold hold = hold(account(6_999), 1_000, 500, 200);

    assertThat(counts).hasValue(1);
    assertThat(hold.amount()).isEqualTo(Money.ofNanos(200 * 2 + 500 * 10));
    assertThat(hold.outputTokens()).isEqualTo(500);
  }

  @Test
  void outputIsCappedWhenEvenTheExactPromptLeavesTooLittle() {
    OpenHold hold = hold(account(4_005), 1_000, 500, 200);

    assertThat(hold.amount()).isEqualTo(Money.ofNanos(4_005));
    assertThat(hold.outputTokens()).isEqualTo((4_005 - 400) / 10);
    assertThat(PRICE.cost(Usage.of(200, hold.outputTokens()))).isLessThanOrEqualTo(hold.amount());
  }

  @Test
  void cappedOutputHas256TokensAtLeast() {
    long least = 200 * 2 + 256 * 10;

    assertThat(hold(account(least), 1_000, 500, 200).outputTokens()).isEqualTo(256);
    assertThat(refusal(account(least - 1), 1_000, 500, 200).kind())
        .isEqualTo(RefusalKind.INSUFFICIENT_CREDITS);
  }

  @Test
  void requestForLessThan256TokensNeedsOnlyThose() {
    assertThat(hold(account(200 * 2 + 10), 1_000, 1, 200).outputTokens()).isEqualTo(1);
  }

  @Test
  void countAboveTheBoundIsTheBound() {
    OpenHold hold = hold(account(6_000), 1_000, 500, 5_000);

    assertThat(hold.outputTokens()).isEqualTo((6_000 - 2_000) / 10);
  }

  @Test
  void refusalSaysWhatIsNeededAndWhatIsThereInCredits() {
    Refusal refusal = refusal(account(1_500), 1_000, 500, 200);

    assertThat(refusal.reason()).contains("0.00296 credits", "0.0015 are available");
    assertThat(refusal.retryAfter()).isEmpty();
    assertThat(refusal.param()).isEmpty();
  }

  @Test
  void emptyAccountIsRefusedWithoutCounting() {
    for (long balance : new long[] {0, -1, -5_000_000}) {
      Refusal refusal = refusal(account(balance), 1, 1, 1);

      assertThat(refusal.kind()).isEqualTo(RefusalKind.INSUFFICIENT_CREDITS);
      assertThat(refusal.reason()).contains("nothing left").doesNotContain("-");
    }
    assertThat(counts).hasValue(0);
  }

  @Test
  void fullCountingQueueIsOverloadAndHoldsNothing() {
    counting =
        task -> {
          throw new RejectedExecutionException("full");
        };
    OneAccount account = account(6_999);

    Refusal refusal = refusal(account, 1_000, 500, 200);

    assertThat(refusal.kind()).isEqualTo(RefusalKind.OVERLOADED);
    assertThat(refusal.retryAfter()).isPresent();
    assertThat(account.available()).isEqualTo(Money.ofNanos(6_999));
  }

  @Test
  void settlementChargesTheUsageAtThePriceOfTheHold() {
    OneAccount account = account(1_000_000);
    OpenHold hold = hold(account, 1_000, 500, 200);

    Settlement settlement =
        hold.settle(new Usage(300, 40, 100, 0, false)).toCompletableFuture().join();

    assertThat(settlement.charged()).isEqualTo(Money.ofNanos(200 * 2 + 100 + 40 * 10));
    assertThat(account.posted()).isEqualTo(Money.ofNanos(1_000_000 - 900));
    assertThat(account.available()).isEqualTo(account.posted());
    assertThat(account.settlements.get(0).loss()).isEqualTo(Money.ZERO);
    assertThat(account.settlements.get(0).time()).isEqualTo(NOW);
  }

  @Test
  void usageBeyondTheHoldIsTheOperatorsLoss() {
    OneAccount account = account(1_000_000);
    OpenHold hold = hold(account, 1_000, 500, 200);

    hold.settle(Usage.of(1_000, 600)).toCompletableFuture().join();

    assertThat(account.settlements.get(0).cost()).isEqualTo(Money.ofNanos(7_000));
    assertThat(account.settlements.get(0).loss()).isEqualTo(Money.ofNanos(1_000));
    assertThat(hold.charge(Usage.of(1_000, 600))).isEqualTo(Money.ofNanos(7_000));
  }

  @Test
  void secondEndingChangesNothingAndTellsTheFirst() {
    OneAccount account = account(1_000_000);
    OpenHold settled = hold(account, 1_000, 500, 200);
    Settlement first = settled.settle(Usage.of(100, 10)).toCompletableFuture().join();

    assertThat(settled.settle(Usage.of(900, 90)).toCompletableFuture().join()).isEqualTo(first);
    assertThat(settled.release().toCompletableFuture().join()).isEqualTo(first);
    assertThat(account.posted()).isEqualTo(Money.ofNanos(1_000_000 - 300));

    OpenHold released = hold(account, 1_000, 500, 200);
    Settlement none = released.release().toCompletableFuture().join();
    assertThat(none.charged()).isEqualTo(Money.ZERO);
    assertThat(released.settle(Usage.of(100, 10)).toCompletableFuture().join()).isEqualTo(none);
    assertThat(account.available()).isEqualTo(Money.ofNanos(1_000_000 - 300));
  }

  @Test
  void balanceForThreeOfManyHoldsAdmitsThree() {
    OneAccount account = account(3 * 7_000);
    for (int i = 0; i < 3; i++) {
      hold(account, 1_000, 500, 1_000);
    }

    assertThat(refusal(account, 1_000, 500, 1_000).reason()).contains("nothing left");
    assertThat(account.available()).isEqualTo(Money.ZERO);
  }

  @Test
  void anyHoldCoversItsOwnCapWhateverTheNumbers() {
    Random random = new Random(2_611);
    for (int round = 0; round < 5_000; round++) {
      long prompt = 1 + random.nextLong(5_000);
      long exact = 1 + random.nextLong(prompt);
      OneAccount account = account(random.nextLong(60_000) - 100);
      long before = account.available().nanos();
      OpenHold hold;
      try {
        hold = hold(account, prompt, 1 + random.nextLong(4_000), exact);
      } catch (CompletionException refused) {
        assertThat(refused.getCause()).isInstanceOf(Refusal.class);
        continue;
      }
      assertThat(hold.outputTokens()).isPositive();
      assertThat(hold.amount()).isLessThanOrEqualTo(Money.ofNanos(before));
      assertThat(PRICE.cost(Usage.of(exact, hold.outputTokens())))
          .isLessThanOrEqualTo(hold.amount());
    }
  }

  @Test
  void holdThatGivesIsNoHold() {
    HoldOrder.Subject subject = new HoldOrder.Subject("req_1", "m", PRICE, "");
    assertThatThrownBy(
            () ->
                new HoldOrder(
                    new HoldId("hold_1"),
                    CALLER,
                    Money.ofNanos(1),
                    Money.ofNanos(2),
                    subject,
                    NOW,
                    NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
