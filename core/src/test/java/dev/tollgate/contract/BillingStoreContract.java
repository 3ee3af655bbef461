package dev.tollgate.contract;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.Settlement;
import dev.tollgate.billing.Settlement.State;
import dev.tollgate.chat.Usage;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link BillingStore} does. */
public abstract class BillingStoreContract extends StoreContract {

  @Test
  void holdReservesAndSettlementChargesAndFreesTheRest() {
    AccountId account = accountWith(1000);

    assertThat(outcome(billing().hold(hold(account, "hold_1", 300)))).isEqualTo(held(300));
    assertThat(balance(account).available().nanos()).isEqualTo(700);
    Settlement settlement = outcome(billing().settle(settle("hold_1", 120)));

    assertThat(settlement)
        .isEqualTo(
            new Settlement(
                new HoldId("hold_1"), State.SETTLED, Usage.of(10, 3), Money.ofNanos(120)));
    assertThat(balance(account)).isEqualTo(nanos(880, 0, 1000, 120));
  }

  @Test
  void releaseGivesAllOfItBack() {
    AccountId account = accountWith(1000);
    outcome(billing().hold(hold(account, "hold_1", 300)));

    Settlement released = outcome(billing().release(new HoldId("hold_1")));

    assertThat(released.state()).isEqualTo(State.RELEASED);
    assertThat(released.charged()).isEqualTo(Money.ZERO);
    assertThat(balance(account)).isEqualTo(nanos(1000, 0, 1000, 0));
    assertThat(outcome(billing().settle(settle("hold_1", 120)))).isEqualTo(released);
    assertThat(balance(account)).isEqualTo(nanos(1000, 0, 1000, 0));
  }

  @Test
  void shortAccountGivesWhatItHasDownToTheLeast() {
    AccountId account = accountWith(100);

    assertThat(outcome(billing().hold(hold(account, "hold_1", 101, 101))))
        .isEqualTo(insufficient(100));
    assertThat(outcome(billing().hold(hold(account, "hold_2", 500, 60)))).isEqualTo(held(100));
    assertThat(outcome(billing().hold(hold(account, "hold_3", 1, 0)))).isEqualTo(insufficient(0));
    assertThat(balance(account).reserved().nanos()).isEqualTo(100);
  }

  @Test
  void emptyAccountIsRefusedEvenWhatCostsNothing() {
    AccountId empty = accountWith(0);
    AccountId funded = accountWith(1);

    assertThat(outcome(billing().hold(hold(empty, "hold_1", 0)))).isEqualTo(insufficient(0));
    assertThat(outcome(billing().hold(hold(funded, "hold_2", 0)))).isEqualTo(held(0));
    assertThat(outcome(billing().hold(hold(new AccountId("acct_none"), "hold_3", 1))))
        .isEqualTo(insufficient(0));
  }

  @Test
  void settlementOfNothingHasUsageAndNoEntry() {
    AccountId account = accountWith(10);
    outcome(billing().hold(hold(account, "hold_1", 0)));

    assertThat(outcome(billing().settle(settle("hold_1", 0))).state()).isEqualTo(State.SETTLED);
    assertThat(ledger().entries(account, "", 10).rows()).hasSize(1);
  }

  @Test
  void repeatedHoldIsTheSameHold() {
    AccountId account = accountWith(1000);
    List<CompletionStage<HoldOutcome>> stages = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      stages.add(billing().hold(hold(account, "hold_1", 300)));
    }

    stages.forEach(stage -> assertThat(outcome(stage)).isEqualTo(held(300)));
    assertThat(balance(account).reserved().nanos()).isEqualTo(300);
  }

  @Test
  void endQueuedBehindItsOwnHoldEndsIt() {
    AccountId account = accountWith(1000);
    List<CompletionStage<Settlement>> ends = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      billing().hold(hold(account, "hold_" + i, 10));
      ends.add(billing().release(new HoldId("hold_" + i)));
      ends.add(billing().settle(settle("hold_" + i, 10)));
    }

    ends.forEach(end -> assertThat(outcome(end).state()).isEqualTo(State.RELEASED));
    assertThat(balance(account)).isEqualTo(nanos(1000, 0, 1000, 0));
  }

  @Test
  void releaseOfWhatNeverWasHeldIsNoFault() {
    assertThat(outcome(billing().release(new HoldId("hold_none"))).state())
        .isEqualTo(State.RELEASED);
    assertThatThrownBy(() -> outcome(billing().settle(settle("hold_none", 1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void oneBadCommandDoesNotFailItsNeighbours() {
    AccountId account = accountWith(10_000);
    List<CompletionStage<HoldOutcome>> good = new ArrayList<>();
    List<CompletionStage<HoldOutcome>> bad = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      good.add(billing().hold(hold(account, "hold_" + i, 10)));
      if (i % 10 == 5) {
        bad.add(billing().hold(hold(account, "hold_too_long_" + "x".repeat(40) + i, 10)));
      }
    }

    good.forEach(stage -> assertThat(outcome(stage)).isEqualTo(held(10)));
    bad.forEach(
        stage ->
            assertThatThrownBy(() -> outcome(stage)).isInstanceOf(IllegalStateException.class));
    assertThat(balance(account).reserved().nanos()).isEqualTo(400);
  }

  @Test
  void settlementAboveItsHoldFailsAloneAndLeavesTheHold() {
    AccountId account = accountWith(1000);
    outcome(billing().hold(hold(account, "hold_1", 10)));
    outcome(billing().hold(hold(account, "hold_2", 10)));

    var tooMuch = billing().settle(settle("hold_1", 11));
    var right = billing().settle(settle("hold_2", 10));

    assertThatThrownBy(() -> outcome(tooMuch)).isInstanceOf(IllegalStateException.class);
    assertThat(outcome(right).charged().nanos()).isEqualTo(10);
    assertThat(outcome(billing().settle(settle("hold_1", 4))).charged().nanos()).isEqualTo(4);
    assertThat(balance(account).posted().nanos()).isEqualTo(986);
  }

  @Test
  void aBalanceForThirtySevenAdmitsThirtySevenOfTwoHundred() throws Exception {
    AccountId account = accountWith(37 * 100 + 99);

    List<HoldOutcome> outcomes =
        race(200, i -> outcome(billing().hold(hold(account, "hold_" + i, 100))));

    assertThat(outcomes).filteredOn(HoldOutcome.Held.class::isInstance).hasSize(37);
    assertThat(balance(account).reserved().nanos()).isEqualTo(3700);
  }

  @Test
  void sameSettlementFromManyThreadsMovesMoneyOnce() throws Exception {
    AccountId account = accountWith(1000);
    outcome(billing().hold(hold(account, "hold_1", 100)));

    List<Settlement> settlements = race(100, i -> outcome(billing().settle(settle("hold_1", 70))));

    assertThat(settlements).hasSize(100).allMatch(settlements.get(0)::equals);
    assertThat(balance(account)).isEqualTo(nanos(930, 0, 1000, 70));
    assertThat(ledger().entries(account, "", 10).rows()).hasSize(2);
  }

  @Test
  void settleAndReleaseOfOneHoldAgreeOnOneEnd() throws Exception {
    AccountId account = accountWith(1000);
    outcome(billing().hold(hold(account, "hold_1", 100)));

    List<Settlement> ends =
        race(
            40,
            i ->
                outcome(
                    i % 2 == 0
                        ? billing().settle(settle("hold_1", 70))
                        : billing().release(new HoldId("hold_1"))));

    assertThat(ends).allMatch(ends.get(0)::equals);
    assertThat(balance(account).reserved()).isEqualTo(Money.ZERO);
  }

  private Balance balance(AccountId account) {
    return ledger().find(account).orElseThrow().balance();
  }

  private static Balance nanos(long posted, long reserved, long credited, long charged) {
    return new Balance(
        Money.ofNanos(posted),
        Money.ofNanos(reserved),
        Money.ofNanos(credited),
        Money.ofNanos(charged));
  }

  private static HoldOutcome held(long nanos) {
    return new HoldOutcome.Held(Money.ofNanos(nanos));
  }

  private static HoldOutcome insufficient(long nanos) {
    return new HoldOutcome.Insufficient(Money.ofNanos(nanos));
  }

  /** One of many that run at the same time. */
  private interface Runner<T> {
    T run(int index) throws Exception;
  }

  private static <T> List<T> race(int runners, Runner<T> runner) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(runners);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        int index = i;
        futures.add(
            threads.submit(
                () -> {
                  assertThat(start.await(20, TimeUnit.SECONDS)).isTrue();
                  return runner.run(index);
                }));
      }
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get(30, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
