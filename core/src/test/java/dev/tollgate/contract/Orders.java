package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldReceipt;
import dev.tollgate.billing.SettlementOrder;
import dev.tollgate.chat.Usage;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Orders for holds and their ends as the tests of stores need them. */
public final class Orders {

  /** When everything in these tests happens, a minute before the day ends. */
  public static final Instant NOW = Instant.parse("2026-11-21T23:59:00Z");

  private static final Price PRICE =
      new Price(Money.ofNanos(3), Money.ofNanos(2), Money.ofNanos(7));

  private Orders() {}

  /** A hold of that many nano-dollars, or nothing. */
  public static HoldOrder hold(AccountId account, String id, long nanos) {
    return hold(account, id, nanos, nanos);
  }

  /** A hold that is content with less. */
  public static HoldOrder hold(AccountId account, String id, long nanos, long least) {
    return new HoldOrder(
        new HoldId(id),
        new Caller(account, "key00001", KeyLimits.NONE),
        Money.ofNanos(nanos),
        Money.ofNanos(least),
        new HoldOrder.Subject("req_" + id, "some-model", PRICE, "nightly"),
        NOW,
        NOW.plus(Duration.ofMinutes(11)));
  }

  /** The end of that hold, with ten tokens in and three out. */
  public static SettlementOrder settle(String id, long nanos) {
    return new SettlementOrder(
        new HoldId(id), Usage.of(10, 3), Money.ofNanos(nanos), Money.ZERO, NOW);
  }

  /** The end of a hold that was made as ordered, with its receipt. */
  public static SettlementOrder settle(HoldOrder made, long nanos) {
    return new SettlementOrder(
        made.id(),
        Usage.of(10, 3),
        Money.ofNanos(nanos),
        Money.ZERO,
        NOW,
        new HoldReceipt(made, made.amount()));
  }

  /** Asserts that a stage tells whoever waits for it to come again in a second. */
  public static void assertOverloaded(CompletionStage<?> stage) {
    assertOverloaded(() -> outcome(stage));
  }

  /** Asserts that whoever calls is told to come again in a second. */
  public static void assertOverloaded(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(RefusalKind.OVERLOADED);
              assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(1));
            });
  }

  /** Waits for a stage, and throws what it failed with. */
  public static <T> T outcome(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new AssertionError(failure.getCause());
    } catch (TimeoutException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }
}
