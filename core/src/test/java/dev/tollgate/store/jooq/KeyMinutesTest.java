package dev.tollgate.store.jooq;

import static dev.tollgate.contract.LimitedOrders.fullFor;
import static dev.tollgate.contract.LimitedOrders.held;
import static dev.tollgate.contract.LimitedOrders.withTokens;
import static dev.tollgate.contract.Orders.NOW;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.Settlement;
import dev.tollgate.contract.LimitedOrders;
import dev.tollgate.keys.Budget.Reset;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.routing.NanoTicker;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a key with limits of its own leaves behind for its next hold to read. */
final class KeyMinutesTest {

  private static final long TOOK = 13;
  private static final KeyLimits TOKENS = LimitedOrders.tokens(1000);

  @TempDir Path folder;
  private volatile Instant now = NOW;
  private Database database;
  private Beside beside;
  private AccountId account;

  @BeforeEach
  void open() {
    database = Databases.open(H2Files.login(folder), () -> now, new NanoTicker(() -> 0));
    beside = new Beside(H2Files.login(folder));
    account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1_000_000), "start", null)));
  }

  @AfterEach
  void everyInvariantHolds() {
    try {
      assertThat(database.ledger().check().problems()).isEmpty();
    } finally {
      database.close();
    }
  }

  @Test
  void endedHoldsAreReadOnceAndCountedInOneSum() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(hold("hold_" + i, 100)).isEqualTo(held(10));
      settle("hold_" + i);
    }
    assertThat(hold("open", 100)).isEqualTo(held(10));

    assertThat(number("select count(*) from tollgate_key_hold")).isEqualTo(1);
    assertThat(number("select count(*) from tollgate_key_minute")).isEqualTo(1);
    assertThat(number("select tokens from tollgate_key_minute")).isEqualTo(50 * TOOK);
    long left = 1000 - 50 * TOOK - 100;
    assertThat(hold("more", left + 1)).isEqualTo(fullFor(60));
    assertThat(hold("all", left)).isEqualTo(held(10));
  }

  @Test
  void minuteThatIsOverIsForgottenByTheNextHoldOrTheSweep() throws Exception {
    hold("hold_1", 1000);
    settle("hold_1");
    hold("hold_2", 900);
    settle("hold_2");
    now = NOW.plusSeconds(120);
    assertThat(hold("hold_3", 1000)).isEqualTo(held(10));
    settle("hold_3");
    assertThat(hold("hold_4", 987)).isEqualTo(held(10));
    assertThat(number("select count(*) from tollgate_key_minute")).isEqualTo(1);
    assertThat(number("select tokens from tollgate_key_minute")).isEqualTo(TOOK);
    outcome(database.billing().release(LimitedOrders.hold(caller(), "hold_4", 10, now).id()));

    now = now.plus(Duration.ofMinutes(7));
    outcome(database.sweep(400));

    assertThat(number("select count(*) from tollgate_key_minute")).isZero();
    assertThat(number("select count(*) from tollgate_key_hold")).isZero();
  }

  @Test
  void whatAKeyTookBeforeItsTokensWereLimitedCounts() throws Exception {
    KeyLimits budget = LimitedOrders.budget(1000, Reset.DAILY);
    assertThat(hold(budget, "hold_1", 100)).isEqualTo(held(10));
    settle("hold_1");
    assertThat(hold(budget, "hold_2", 100)).isEqualTo(held(10));
    assertThat(number("select count(*) from tollgate_key_hold")).isEqualTo(1);

    long left = 1000 - TOOK - 100;
    assertThat(hold("more", left + 1)).isEqualTo(fullFor(60));
    assertThat(hold("all", left)).isEqualTo(held(10));
  }

  @Test
  void holdThatTookNothingLeavesNoMinute() throws Exception {
    hold("hold_1", 100);
    outcome(database.billing().release(order("hold_1").id()));
    assertThat(hold("hold_2", 1000)).isEqualTo(held(10));

    assertThat(number("select count(*) from tollgate_key_hold")).isEqualTo(1);
    assertThat(number("select count(*) from tollgate_key_minute")).isZero();
  }

  @Test
  void rowsOfKeysThatNobodyUsesGoAStepAtATime() throws Exception {
    CompletionStage<Settlement> last = settle("hold_0", "key_0");
    for (int i = 1; i < Expiry.STEP + 5; i++) {
      last = settle("hold_" + i, "key_" + i);
    }
    outcome(last);
    now = now.plus(Duration.ofMinutes(7));

    assertThat(outcome(database.sweep(400)))
        .returns(Expiry.STEP, Swept::keyRows)
        .returns(true, Swept::isFull);
    assertThat(number("select count(*) from tollgate_key_hold")).isEqualTo(5);
    assertThat(outcome(database.sweep(400)))
        .returns(5, Swept::keyRows)
        .returns(false, Swept::isFull);
    assertThat(number("select count(*) from tollgate_key_hold")).isZero();
  }

  @Test
  void sumOfAMinuteThatIsYetToComeCountsInThisOneWhenTheClockWasSetBack() {
    hold("hold_1", 1000);
    settle("hold_1");
    hold("hold_2", 900);
    settle("hold_2");
    hold("hold_3", 900);

    now = NOW.minus(Duration.ofHours(1));

    assertThat(hold("hold_4", 1000 - 2 * TOOK - 900 + 1)).isEqualTo(fullFor(60));
    assertThat(hold("hold_5", 1000 - 2 * TOOK - 900)).isEqualTo(held(10));
    now = now.plusSeconds(60);
    assertThat(hold("hold_6", 1000)).isEqualTo(held(10));
  }

  @Test
  void holdGivenBackTooSoonCountsWhenItIsSettledAfterAll() throws Exception {
    hold("hold_1", 600);
    assertThat(beside.run("update tollgate_hold set state = 'EXPIRED'")).isEqualTo(1);
    assertThat(beside.run("update tollgate_account set reserved = 0")).isEqualTo(1);
    assertThat(hold("hold_2", 1000)).isEqualTo(held(10));
    outcome(database.billing().release(LimitedOrders.hold(caller(), "hold_2", 10, now).id()));

    settle("hold_1");

    assertThat(hold("hold_3", 1000 - TOOK + 1)).isEqualTo(fullFor(60));
    assertThat(hold("hold_4", 1000 - TOOK)).isEqualTo(held(10));
  }

  private HoldOutcome hold(String id, long tokens) {
    return hold(TOKENS, id, tokens);
  }

  private HoldOutcome hold(KeyLimits limits, String id, long tokens) {
    HoldOrder order = LimitedOrders.hold(new Caller(account, "key", limits), id, 10, now);
    return outcome(database.billing().hold(withTokens(order, tokens)));
  }

  private void settle(String id) {
    outcome(database.billing().settle(LimitedOrders.settle(order(id), 10, now)));
  }

  /** By another key of the account. */
  private CompletionStage<Settlement> settle(String id, String key) {
    Caller other = new Caller(account, key, TOKENS);
    HoldOrder order = LimitedOrders.hold(other, id, 10, now);
    database.billing().hold(order);
    return database.billing().settle(LimitedOrders.settle(order, 10, now));
  }

  private HoldOrder order(String id) {
    return LimitedOrders.hold(caller(), id, 10, now);
  }

  private Caller caller() {
    return new Caller(account, "key", TOKENS);
  }

  private long number(String query) throws SQLException {
    return Long.parseLong(beside.value(query));
  }
}
