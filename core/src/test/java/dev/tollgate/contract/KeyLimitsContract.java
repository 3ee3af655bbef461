package dev.tollgate.contract;

import static dev.tollgate.contract.LimitedOrders.budget;
import static dev.tollgate.contract.LimitedOrders.fullFor;
import static dev.tollgate.contract.LimitedOrders.held;
import static dev.tollgate.contract.LimitedOrders.overBudget;
import static dev.tollgate.contract.LimitedOrders.tokens;
import static dev.tollgate.contract.LimitedOrders.withLeast;
import static dev.tollgate.contract.LimitedOrders.withTokens;
import static dev.tollgate.contract.Orders.NOW;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.HoldOutcome.Held;
import dev.tollgate.billing.HoldOutcome.OverBudget;
import dev.tollgate.billing.HoldOutcome.TooManyAtOnce;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.Budget.Reset;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link BillingStore} does for keys that have limits of their own. */
public abstract class KeyLimitsContract extends StoreContract {

  private volatile Instant now = NOW;

  @Test
  void budgetForThirtySevenAdmitsThirtySevenOfTwoHundred() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = budget(37 * 100 + 99, Reset.DAILY);
    List<CompletionStage<HoldOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      BillingStore node = i % 2 == 0 ? billing() : stores().otherBilling();
      outcomes.add(node.hold(order(account, "key", limits, "hold_" + i, 100)));
      outcomes.add(node.hold(order(account, "free", KeyLimits.NONE, "free_" + i, 1)));
    }

    List<HoldOutcome> answers = outcomes.stream().map(Orders::outcome).toList();
    assertThat(answers).filteredOn(Held.class::isInstance).hasSize(37 + 200);
    assertThat(answers).filteredOn(OverBudget.class::isInstance).hasSize(163);
    assertThat(ledger().find(account).orElseThrow().balance().reserved().nanos())
        .isEqualTo(3700 + 200);
  }

  @Test
  void whatASettlementTakesIsGoneAndTheRestOfItsHoldIsFree() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = budget(1000, Reset.MONTHLY);

    assertThat(hold(account, limits, "hold_1", 700)).isEqualTo(held(700));
    assertThat(hold(account, limits, "hold_2", 700)).isEqualTo(overBudget(300));
    settle(account, limits, "hold_1", 400);

    assertThat(hold(account, limits, "hold_3", 601)).isEqualTo(overBudget(600));
    assertThat(hold(account, limits, "hold_4", 600)).isEqualTo(held(600));
    outcome(billing().release(new HoldId("hold_4")));
    assertThat(hold(account, limits, "hold_5", 600)).isEqualTo(held(600));
    settle(account, limits, "hold_5", 600);
    assertThat(hold(account, limits, "hold_6", 0)).isEqualTo(overBudget(0));
  }

  @Test
  void holdThatIsContentWithLessGetsWhatIsLeftOfTheBudget() {
    AccountId account = accountWith(1_000_000);
    HoldOrder order = order(account, "key", budget(500, Reset.NEVER), "hold_1", 900);

    assertThat(outcome(billing().hold(withLeast(order, 200)))).isEqualTo(held(500));
    assertThat(hold(account, budget(500, Reset.NEVER), "hold_2", 1)).isEqualTo(overBudget(0));
  }

  @Test
  void emptyAccountIsToldSoBeforeItsKeysBudget() {
    AccountId account = accountWith(10);

    assertThat(hold(account, budget(5, Reset.NEVER), "hold_1", 20))
        .isEqualTo(new HoldOutcome.Insufficient(Money.ofNanos(10)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reset.class,
      names = {"DAILY", "WEEKLY", "MONTHLY"})
  void budgetBeginsAnewWithItsPeriodAndNotBefore(Reset reset) {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = budget(100, reset);
    now = Instant.parse("2026-11-25T12:00:00Z");
    spend(account, limits, "hold_1", 100);

    LocalDate end = reset.endOf(LocalDate.of(2026, 11, 25)).orElseThrow();
    now = end.atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(1);
    assertThat(hold(account, limits, "hold_2", 1)).isEqualTo(overBudget(0));
    now = now.plusSeconds(1);
    spend(account, limits, "hold_3", 60);
    // A clock that is set back opens nothing, and what is charged then counts.
    now = now.minusSeconds(1);
    spend(account, limits, "hold_4", 40);
    assertThat(hold(account, limits, "hold_5", 1)).isEqualTo(overBudget(0));
    now = now.plusSeconds(1);
    assertThat(hold(account, limits, "hold_6", 1)).isEqualTo(overBudget(0));
  }

  @Test
  void budgetOfAWholeLifeNeverBeginsAnew() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = budget(100, Reset.NEVER);
    spend(account, limits, "hold_1", 100);

    now = NOW.plus(Duration.ofDays(1000));
    assertThat(hold(account, limits, "hold_2", 1)).isEqualTo(overBudget(0));
  }

  @Test
  void holdOverMidnightIsChargedToTheDayOfItsSettlement() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = budget(100, Reset.DAILY);
    assertThat(hold(account, limits, "hold_1", 100)).isEqualTo(held(100));

    now = NOW.plus(Duration.ofMinutes(2));
    assertThat(hold(account, limits, "hold_2", 1)).isEqualTo(overBudget(0));
    settle(account, limits, "hold_1", 60);

    assertThat(hold(account, limits, "hold_3", 41)).isEqualTo(overBudget(40));
    assertThat(hold(account, limits, "hold_4", 40)).isEqualTo(held(40));
  }

  @Test
  void expiredHoldGivesItsPlaceBackAndItsLateSettlementCounts() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits =
        new KeyLimits(
            null,
            null,
            new CompletionLimits(1L, null, new Budget(Money.ofNanos(100), Reset.NEVER)));
    assertThat(hold(account, limits, "hold_1", 80)).isEqualTo(held(80));
    assertThat(hold(account, limits, "hold_2", 10)).isInstanceOf(TooManyAtOnce.class);

    stores().sweep(NOW.plus(Duration.ofMinutes(12)));
    assertThat(hold(account, limits, "hold_3", 100)).isEqualTo(held(100));
    outcome(billing().release(new HoldId("hold_3")));
    settle(account, limits, "hold_1", 70);

    assertThat(hold(account, limits, "hold_4", 31)).isEqualTo(overBudget(30));
  }

  @Test
  void asManyAsMayAreUnderWayAtOnceOverAllNodes() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = new KeyLimits(null, null, new CompletionLimits(5L, null, null));
    List<CompletionStage<HoldOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      BillingStore node = i % 2 == 0 ? billing() : stores().otherBilling();
      outcomes.add(node.hold(order(account, "key", limits, "hold_" + i, 10)));
    }

    List<HoldOutcome> answers = outcomes.stream().map(Orders::outcome).toList();
    assertThat(answers).filteredOn(Held.class::isInstance).hasSize(5);
    assertThat(answers).filteredOn(TooManyAtOnce.class::isInstance).hasSize(95);
    int first = 0;
    while (!(answers.get(first) instanceof Held)) {
      first++;
    }
    outcome(billing().release(new HoldId("hold_" + first)));
    assertThat(hold(account, limits, "again_1", 10)).isEqualTo(held(10));
    assertThat(hold(account, limits, "again_2", 10)).isInstanceOf(TooManyAtOnce.class);
  }

  @Test
  void tokensOfAMinuteAreReservedAtTheMostAndCorrectedBySettlements() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = tokens(1000);
    now = NOW.plusSeconds(20);
    assertThat(taking(account, limits, "hold_1", 600)).isEqualTo(held(10));
    assertThat(taking(account, limits, "hold_2", 400)).isEqualTo(held(10));
    assertThat(taking(account, limits, "hold_3", 1)).isEqualTo(fullFor(40));

    // It took 13 of 600; the other gives all of it back.
    settle(account, limits, "hold_1", 10);
    outcome(billing().release(new HoldId("hold_2")));

    assertThat(taking(account, limits, "hold_4", 988)).isEqualTo(fullFor(40));
    assertThat(taking(account, limits, "hold_5", 987)).isEqualTo(held(10));
    now = NOW.plusSeconds(60);
    assertThat(taking(account, limits, "hold_6", 1000)).isEqualTo(held(10));
    settle(account, limits, "hold_5", 10);
    assertThat(taking(account, limits, "hold_7", 1)).isEqualTo(fullFor(60));
  }

  @Test
  void clockThatIsSetBackOpensNoMinuteAndClosesNoneForLonger() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = tokens(1000);
    assertThat(taking(account, limits, "hold_1", 1000)).isEqualTo(held(10));

    now = NOW.minusSeconds(3_600);
    assertThat(taking(account, limits, "hold_2", 1)).isEqualTo(fullFor(60));
    now = now.plusSeconds(60);
    // What may take more than a minute has gets a whole one, or it would never pass.
    assertThat(taking(account, limits, "hold_3", 17_000)).isEqualTo(held(10));
    assertThat(taking(account, limits, "hold_4", 17_000)).isEqualTo(fullFor(60));
  }

  @Test
  void tokensOfAMinuteAreSharedByAllNodes() {
    AccountId account = accountWith(1_000_000);
    KeyLimits limits = tokens(1000);
    List<CompletionStage<HoldOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      BillingStore node = i % 2 == 0 ? billing() : stores().otherBilling();
      outcomes.add(node.hold(withTokens(order(account, "key", limits, "hold_" + i, 10), 27)));
    }

    assertThat(outcomes.stream().map(Orders::outcome).filter(Held.class::isInstance)).hasSize(37);
  }

  @Test
  void budgetThatIsYoungerThanItsKeyCountsWhatWasSpentBefore() {
    AccountId account = accountWith(1_000_000);
    outcome(billing().hold(order(account, "key", KeyLimits.NONE, "hold_1", 50)));
    settle(account, KeyLimits.NONE, "hold_1", 50);
    KeyLimits limits = budget(100, Reset.DAILY);
    assertThat(hold(account, limits, "hold_2", 10)).isEqualTo(held(10));
    settle(account, limits, "hold_2", 10);

    assertThat(hold(account, limits, "hold_3", 41)).isEqualTo(overBudget(40));
  }

  private HoldOutcome taking(AccountId account, KeyLimits limits, String id, long tokens) {
    return outcome(billing().hold(withTokens(order(account, "key", limits, id, 10), tokens)));
  }

  private void spend(AccountId account, KeyLimits limits, String id, long nanos) {
    assertThat(hold(account, limits, id, nanos)).isEqualTo(held(nanos));
    settle(account, limits, id, nanos);
  }

  private HoldOutcome hold(AccountId account, KeyLimits limits, String id, long nanos) {
    return outcome(billing().hold(order(account, "key", limits, id, nanos)));
  }

  private void settle(AccountId account, KeyLimits limits, String id, long nanos) {
    HoldOrder made = order(account, "key", limits, id, nanos);
    outcome(billing().settle(LimitedOrders.settle(made, nanos, now)));
  }

  private HoldOrder order(AccountId account, String key, KeyLimits limits, String id, long nanos) {
    return LimitedOrders.hold(new Caller(account, key, limits), id, nanos, now);
  }
}
