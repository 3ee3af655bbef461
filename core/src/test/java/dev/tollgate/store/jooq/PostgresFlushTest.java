package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.assertOverloaded;
import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.FailureRow;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.Settlement;
import dev.tollgate.contract.Keys;
import dev.tollgate.contract.Orders;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.idempotency.KeyScope;
import dev.tollgate.idempotency.StoredAnswer;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.money.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is committed and not yet on PostgreSQL's disk. */
@ExtendWith(PostgresServer.Resolver.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PostgresFlushTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Orders.NOW);

  private final JumpingTicker ticker = new JumpingTicker();
  private final DatabaseLogin login;
  private final GatedEngine engine;
  private final Database database;
  private final AccountId account;

  PostgresFlushTest(PostgresServer server) {
    login = server.empty();
    engine = new GatedEngine(new PostgresEngine(login));
    database = Database.open(engine, CLOCK, ticker, Databases.ids(CLOCK));
    account = funded(database);
  }

  @AfterEach
  void close() {
    engine.open();
    database.close();
    try (Database after = PostgresServer.node(login)) {
      assertThat(after.ledger().check().problems()).isEmpty();
    }
  }

  @Test
  void holdsAreToldMeanwhileAndNothingElseIs() throws Exception {
    HoldOrder order = held("hold_1");
    CompletionStage<Settlement> settled = settledAndNotOnDisk(order);
    CompletionStage<Settlement> again = database.billing().settle(settle(order, 60));
    CompletionStage<TopUpOutcome> toppedUp = topUp("paid");
    CompletionStage<Settlement> released = database.billing().release(held("hold_2").id());
    held("hold_3");

    assertThat(List.of(settled, again, toppedUp, released))
        .allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isNotDone());
    engine.open();
    assertThat(outcome(settled).charged()).isEqualTo(Money.ofNanos(60));
    assertThat(outcome(again)).isEqualTo(outcome(settled));
    assertThat(outcome(released).state()).isEqualTo(Settlement.State.RELEASED);
    assertThat(outcome(toppedUp)).isInstanceOf(TopUpOutcome.Posted.class);
  }

  @Test
  void answerThatIsKeptIsServedOnceItIsOnDisk() throws Exception {
    ClaimOrder key = Keys.claim(account, "k", "body");
    HoldOrder order = Keys.hold(key, "hold_1", 100);
    StoredAnswer answer = Keys.answer("yes");
    outcome(database.billing().hold(order));
    engine.shut();

    database.billing().settle(Keys.settle(order, 60, answer));
    engine.awaitSomebody();
    CompletionStage<HoldOutcome> repeat = database.billing().hold(Keys.hold(key, "hold_2", 100));
    CompletionStage<Map<KeyScope, ClaimOutcome.Taken>> look =
        database.idempotency().look(List.of(key), Orders.NOW);
    held("hold_3");

    assertThat(repeat.toCompletableFuture()).isNotDone();
    assertThat(look.toCompletableFuture()).isNotDone();
    engine.open();
    ClaimOutcome.Taken finished = new ClaimOutcome.Finished(answer);
    assertThat(outcome(repeat)).isEqualTo(new HoldOutcome.KeyTaken(finished));
    assertThat(outcome(look)).containsExactly(Map.entry(key.scope(), finished));
  }

  @FailureRow(32)
  @Test
  void settlementThatMayBeLostIsCarriedOutAgain() throws Exception {
    HoldOrder order = held("hold_1");
    engine.fail();
    CompletionStage<Settlement> settled = database.billing().settle(settle(order, 60));
    engine.awaitSomebody();
    // It comes again, so the first failure is behind it.
    engine.fail();
    engine.awaitSomebody();
    assertThat(settled.toCompletableFuture()).isNotDone();
    engine.mend();

    assertThat(outcome(settled).charged()).isEqualTo(Money.ofNanos(60));

    assertThat(stored(database, account)).returns(Money.ofNanos(60), Balance::charged);
    assertThat(database.ledger().entries(account, "", 10).rows()).hasSize(2);
  }

  @Test
  void topUpThatMayBeLostAsksForARepeatWhichMovesNothingMore() {
    engine.fail();

    assertOverloaded(topUp("paid"));

    engine.mend();
    assertThat(outcome(topUp("paid"))).isInstanceOf(TopUpOutcome.Posted.class);
    assertThat(stored(database, account)).returns(Money.ofNanos(1_010), Balance::credited);
  }

  @FailureRow(32)
  @Test
  void newWorkIsRefusedWhileTheDiskStandsStill() throws Exception {
    CompletionStage<Settlement> settled = settledAndNotOnDisk(held("hold_1"));

    ticker.jump(Duration.ofMillis(2100));
    assertOverloaded(database.billing().hold(hold(account, "hold_2", 100)));
    assertThat(database.answers()).isFalse();
    assertThat(settled.toCompletableFuture()).isNotDone();
    ticker.jump(Duration.ofSeconds(28));
    assertOverloaded(settled);
    engine.open();

    while (!database.answers()) {
      Thread.onSpinWait();
    }
    held("hold_3");
    assertThat(stored(database, account)).returns(Money.ofNanos(60), Balance::charged);
  }

  @Test
  void stopWaitsForTheDisk() throws Exception {
    CompletionStage<Settlement> settled = settledAndNotOnDisk(held("hold_1"));

    CompletableFuture<Void> closed = CompletableFuture.runAsync(database::close);
    assertThatThrownBy(() -> closed.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    engine.open();

    closed.get(20, TimeUnit.SECONDS);
    assertThat(settled.toCompletableFuture()).isCompleted();
    assertThat(outcome(settled).charged()).isEqualTo(Money.ofNanos(60));
  }

  @FailureRow(30)
  @Test
  void serverThatCrashedDoesNotSpeakForWhatItMayHaveLost(@TempDir Path folder) throws Exception {
    try (OwnPostgres postgres = OwnPostgres.start(folder)) {
      GatedEngine gated = new GatedEngine(new PostgresEngine(postgres.login()));
      try (Database own = Database.open(gated, CLOCK, ticker, Databases.ids(CLOCK))) {
        AccountId owner = funded(own);
        HoldOrder order = hold(owner, "hold_1", 100);
        outcome(own.billing().hold(order));
        gated.shut();
        CompletionStage<Settlement> settled = own.billing().settle(settle(order, 60));
        gated.awaitSomebody();

        postgres.kill();
        postgres.restart();
        gated.open();

        assertThat(outcome(settled).charged()).isEqualTo(Money.ofNanos(60));
        while (!own.answers()) {
          Thread.onSpinWait();
        }
        assertThat(stored(own, owner)).returns(Money.ofNanos(60), Balance::charged);
        assertThat(own.ledger().check().problems()).isEmpty();
      }
    }
  }

  @Test
  void keptAnswerIsNotServedWhenItMayBeLost() {
    ClaimOrder key = Keys.claim(account, "k", "body");
    HoldOrder order = Keys.hold(key, "hold_1", 100);
    outcome(database.billing().hold(order));
    outcome(database.billing().settle(Keys.settle(order, 60, Keys.answer("yes"))));
    engine.fail();

    assertOverloaded(database.billing().hold(Keys.hold(key, "hold_2", 100)));

    engine.mend();
    assertThat(outcome(database.billing().hold(Keys.hold(key, "hold_3", 100))))
        .isEqualTo(new HoldOutcome.KeyTaken(new ClaimOutcome.Finished(Keys.answer("yes"))));
  }

  private HoldOrder held(String id) {
    HoldOrder order = hold(account, id, 100);
    assertThat(outcome(database.billing().hold(order))).isInstanceOf(HoldOutcome.Held.class);
    return order;
  }

  /** Settles a hold, and returns when that waits at the gate, which is shut. */
  private CompletionStage<Settlement> settledAndNotOnDisk(HoldOrder order) throws Exception {
    engine.shut();
    CompletionStage<Settlement> settled = database.billing().settle(settle(order, 60));
    engine.awaitSomebody();
    return settled;
  }

  private CompletionStage<TopUpOutcome> topUp(String reference) {
    return database.ledger().topUp(new TopUp(account, Money.ofNanos(10), reference, null));
  }

  private static AccountId funded(Database database) {
    AccountId account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1_000), "start", null)));
    return account;
  }

  private static Balance stored(Database database, AccountId account) {
    return database.ledger().find(account).orElseThrow().balance();
  }
}
