package dev.tollgate.contract;

import static dev.tollgate.contract.Keys.answer;
import static dev.tollgate.contract.Keys.claim;
import static dev.tollgate.contract.Keys.hold;
import static dev.tollgate.contract.Keys.settle;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.Settlement;
import dev.tollgate.billing.Settlement.State;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What every {@link BillingStore} does with holds that claim a key. */
public abstract class KeyedHoldsContract extends StoreContract {

  private static final HoldOutcome RUNNING = new HoldOutcome.KeyTaken(new ClaimOutcome.Running());
  private static final HoldOutcome OTHER = new HoldOutcome.KeyTaken(new ClaimOutcome.OtherBody());

  @Test
  void sameRequestRunsOnceAndIsAnsweredAgainWithTheStoredBytes() {
    AccountId account = accountWith(100);
    ClaimOrder key = claim(account, "k", "body");
    HoldOrder first = hold(key, "hold_1", 100);

    assertThat(outcome(billing().hold(first))).isEqualTo(held(100));
    assertThat(outcome(billing().hold(hold(key, "hold_2", 1)))).isEqualTo(RUNNING);
    assertThat(outcome(billing().hold(hold(claim(account, "k", "other"), "hold_3", 1))))
        .isEqualTo(OTHER);
    StoredAnswer answer = answer("a".repeat(1_000_000) + "é");
    outcome(billing().settle(settle(first, 100, answer)));

    // Nothing is left on the account, and none is needed.
    assertThat(outcome(billing().hold(hold(key, "hold_4", 50)))).isEqualTo(finished(answer));
    assertThat(outcome(billing().hold(hold(claim(account, "k", "other"), "hold_5", 50))))
        .isEqualTo(OTHER);
    assertThat(available(account)).isZero();
    assertThat(ledger().entries(account, "", 10).rows()).hasSize(2);
  }

  @Test
  void sameKeyOfAnotherAccountIsAnotherKey() {
    ClaimOrder mine = claim(accountWith(100), "k", "body");
    ClaimOrder yours = claim(accountWith(100), "k", "other");

    assertThat(outcome(billing().hold(hold(mine, "hold_1", 10)))).isEqualTo(held(10));
    assertThat(outcome(billing().hold(hold(yours, "hold_2", 10)))).isEqualTo(held(10));
  }

  @Test
  void releaseFreesTheKeyForAnyBody() {
    AccountId account = accountWith(100);
    HoldOrder first = hold(claim(account, "k", "body"), "hold_1", 10);
    outcome(billing().hold(first));

    outcome(billing().release(first.id()));

    HoldOrder other = hold(claim(account, "k", "other"), "hold_2", 10);
    assertThat(outcome(billing().hold(other))).isEqualTo(held(10));
  }

  @Test
  void chargeWithoutAnAnswerFreesTheKey() {
    AccountId account = accountWith(100);
    ClaimOrder key = claim(account, "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    outcome(billing().hold(first));

    outcome(billing().settle(settle(first, 4, null)));

    assertThat(outcome(billing().hold(hold(key, "hold_2", 10)))).isEqualTo(held(10));
  }

  @Test
  void releaseOfWhatIsSettledKeepsTheAnswer() {
    AccountId account = accountWith(100);
    ClaimOrder key = claim(account, "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    outcome(billing().hold(first));
    outcome(billing().settle(settle(first, 4, answer("yes"))));

    assertThat(outcome(billing().release(first.id())).state()).isEqualTo(State.SETTLED);
    outcome(billing().settle(settle(first, 5, answer("no"))));

    assertThat(outcome(billing().hold(hold(key, "hold_2", 10)))).isEqualTo(finished(answer("yes")));
  }

  @Test
  void refusedHoldClaimsNothing() {
    AccountId account = accountWith(10);
    ClaimOrder key = claim(account, "k", "body");

    assertThat(outcome(billing().hold(hold(key, "hold_1", 11))))
        .isEqualTo(new HoldOutcome.Insufficient(Money.ofNanos(10)));
    assertThat(outcome(billing().hold(hold(claim(account, "k", "other"), "hold_2", 10))))
        .isEqualTo(held(10));
  }

  @Test
  void manyAtOnceForOneKeyGetItOnce() {
    AccountId account = accountWith(1000);
    ClaimOrder key = claim(account, "k", "body");
    List<CompletionStage<HoldOutcome>> stages = new ArrayList<>();
    stages.add(billing().hold(hold(key, "hold_poor", 2000)));
    for (int i = 0; i < 63; i++) {
      stages.add(billing().hold(hold(key, "hold_" + i, 10)));
    }
    stages.add(billing().hold(hold(claim(account, "k", "other"), "hold_other", 10)));

    List<HoldOutcome> outcomes = stages.stream().map(Orders::outcome).toList();

    assertThat(outcomes.get(0)).isInstanceOf(HoldOutcome.Insufficient.class);
    assertThat(outcomes.get(1)).isEqualTo(held(10));
    assertThat(outcomes.subList(2, 64)).hasSize(62).containsOnly(RUNNING);
    assertThat(outcomes.get(64)).isEqualTo(OTHER);
    assertThat(available(account)).isEqualTo(990);
  }

  @Test
  void keyIsFreeWhenItsAnswerHasBeenKeptLongEnough() {
    AccountId account = accountWith(100);
    ClaimOrder key = claim(account, "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    outcome(billing().hold(first));
    outcome(billing().settle(settle(first, 4, answer("first"))));
    Instant before = Orders.NOW.plus(Keys.RETENTION);
    Instant after = before.plusSeconds(1);

    stores().sweep(before);
    assertThat(outcome(billing().hold(hold(key, "hold_2", 10, before))))
        .isEqualTo(finished(answer("first")));
    HoldOrder again = hold(key, "hold_3", 10, after);
    assertThat(outcome(billing().hold(again))).isEqualTo(held(10));
    outcome(billing().settle(settle(again, 4, answer("second"))));
    assertThat(outcome(billing().hold(hold(key, "hold_4", 10, after))))
        .isEqualTo(finished(answer("second")));

    stores().sweep(after.plus(Keys.RETENTION).plusSeconds(1));
    assertThat(outcome(billing().hold(hold(key, "hold_5", 10, after)))).isEqualTo(held(10));
  }

  @Test
  void lateSettlementKeepsItsAnswerWhereNobodyTookTheKey() {
    AccountId account = accountWith(100);
    ClaimOrder key = claim(account, "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    outcome(billing().hold(first));
    stores().sweep(Orders.NOW.plus(Duration.ofMinutes(12)));

    assertThat(outcome(billing().settle(settle(first, 4, answer("late")))).state())
        .isEqualTo(State.SETTLED);

    assertThat(outcome(billing().hold(hold(key, "hold_2", 10))))
        .isEqualTo(finished(answer("late")));
    assertThat(available(account)).isEqualTo(96);
  }

  @Test
  void lateSettlementIsRefusedWhenItsKeyWasTakenOver() {
    AccountId account = accountWith(100);
    ClaimOrder key = claim(account, "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    outcome(billing().hold(first));
    HoldOrder next = hold(key, "hold_2", 10, Orders.NOW.plus(Duration.ofMinutes(12)));

    // It has outlived its request: the next one takes its key, and gives its money back.
    assertThat(outcome(billing().hold(next))).isEqualTo(held(10));
    assertThat(available(account)).isEqualTo(90);
    for (StoredAnswer kept : new StoredAnswer[] {answer("late"), null}) {
      assertThatThrownBy(() -> outcome(billing().settle(settle(first, 4, kept))))
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(RefusalKind.IDEMPOTENCY_IN_PROGRESS));
    }
    outcome(billing().settle(settle(next, 7, answer("next"))));

    assertThatThrownBy(() -> outcome(billing().settle(settle(first, 4, answer("late")))))
        .isInstanceOf(Refusal.class);
    assertThat(outcome(billing().hold(hold(key, "hold_3", 10))))
        .isEqualTo(finished(answer("next")));
    assertThat(available(account)).isEqualTo(93);
  }

  @Test
  void twoLateSettlementsForOneKeyChargeOnce() {
    AccountId account = accountWith(100);
    ClaimOrder key = claim(account, "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    HoldOrder second = hold(key, "hold_2", 10, Orders.NOW.plus(Duration.ofMinutes(12)));
    outcome(billing().hold(first));
    outcome(billing().hold(second));
    stores().sweep(Orders.NOW.plus(Duration.ofMinutes(30)));

    List<CompletionStage<Settlement>> stages =
        List.of(
            billing().settle(settle(first, 4, answer("one"))),
            billing().settle(settle(second, 5, answer("two"))));

    assertThat(outcome(stages.get(0)).charged().nanos()).isEqualTo(4);
    assertThatThrownBy(() -> outcome(stages.get(1))).isInstanceOf(Refusal.class);
    assertThat(outcome(billing().hold(hold(key, "hold_3", 10)))).isEqualTo(finished(answer("one")));
    assertThat(available(account)).isEqualTo(96);
  }

  private long available(AccountId account) {
    return ledger().find(account).orElseThrow().balance().available().nanos();
  }

  private static HoldOutcome held(long nanos) {
    return new HoldOutcome.Held(Money.ofNanos(nanos));
  }

  private static HoldOutcome finished(StoredAnswer answer) {
    return new HoldOutcome.KeyTaken(new ClaimOutcome.Finished(answer));
  }
}
