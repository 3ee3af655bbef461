package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.billing.Billing;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.OpenHold;
import dev.tollgate.billing.Settlement;
import dev.tollgate.chat.Usage;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.Quote;
import dev.tollgate.refusal.Refusal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds that a crash of the database took, after their makers were told that they stand. */
@ExtendWith(PostgresServer.Resolver.class)
class LostHoldTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Orders.NOW);

  @TempDir Path folder;

  private final PostgresServer server;
  private final List<Database> nodes = new ArrayList<>();
  private DatabaseLogin login;
  private Kind kind = Kind.H2;

  LostHoldTest(PostgresServer server) {
    this.server = server;
    this.login = new DatabaseLogin("", "", "");
  }

  enum Kind {
    H2,
    POSTGRES
  }

  @AfterEach
  void everyInvariantHolds() {
    assertThat(nodes.get(0).ledger().check().problems()).isEmpty();
    nodes.forEach(Database::close);
  }

  @ParameterizedTest
  @EnumSource
  void settlementOfALostHoldIsChargedOnceHoweverOftenItIsSent(Kind kind) throws Exception {
    Database database = start(kind);
    AccountId account = funded(database, 1000);
    HoldOrder lost = hold(account, "hold_1", 300);
    HoldOrder kept = hold(account, "hold_2", 100);
    outcome(database.billing().hold(lost));
    outcome(database.billing().hold(kept));
    lose("hold_1");

    List<CompletionStage<Settlement>> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(database.billing().settle(settle(lost, 120)));
      answers.add(database.billing().settle(settle(kept, 70)));
    }

    for (int i = 0; i < answers.size(); i += 2) {
      assertThat(outcome(answers.get(i)))
          .isEqualTo(
              new Settlement(
                  lost.id(), Settlement.State.SETTLED, Usage.of(10, 3), Money.ofNanos(120)));
      assertThat(outcome(answers.get(i + 1)).charged().nanos()).isEqualTo(70);
    }
    assertThat(outcome(database.billing().release(lost.id())).charged().nanos()).isEqualTo(120);
    assertThat(balance(database, account)).isEqualTo(nanos(810, 0, 1000, 190));
    assertThat(database.ledger().entries(account, "", 10).rows()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource
  void openHoldChargesThoughTheLedgerForgotIt(Kind kind) throws Exception {
    Database database = start(kind);
    AccountId account = funded(database, 1000);
    OpenHold charged = open(database, account);
    OpenHold givenBack = open(database, account);
    lose(charged.id().value());
    lose(givenBack.id().value());

    assertThat(outcome(charged.settle(Usage.of(10, 3))).charged().nanos()).isEqualTo(13);
    assertThat(outcome(givenBack.release()).state()).isEqualTo(Settlement.State.RELEASED);
    assertThatThrownBy(() -> outcome(givenBack.settle(Usage.of(10, 3))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(balance(database, account)).isEqualTo(nanos(987, 0, 1000, 13));
  }

  @ParameterizedTest
  @EnumSource
  void holdThatWasRefusedIsNeverCharged(Kind kind) {
    Database database = start(kind);
    AccountId account = funded(database, 1);

    assertThat(outcome(database.billing().hold(hold(account, "hold_1", 300))))
        .isInstanceOf(HoldOutcome.Insufficient.class);
    assertThatThrownBy(() -> open(database, account)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> outcome(database.billing().settle(settle("hold_1", 1))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> outcome(database.billing().settle(settle(hold(account, "hold_2", 5), 6))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(balance(database, account)).isEqualTo(nanos(1, 0, 1, 0));
  }

  @ParameterizedTest
  @EnumSource
  void settlementLongAfterItsHoldWasTrimmedGivesTheStoredOutcome(Kind kind) throws Exception {
    Database database = start(kind);
    AccountId account = funded(database, 1000);
    HoldOrder order = hold(account, "hold_1", 300);
    outcome(database.billing().hold(order));
    Settlement settled = outcome(database.billing().settle(settle(order, 120)));
    run("delete from tollgate_hold where id = 'hold_1'");

    assertThat(outcome(database.billing().settle(settle(order, 200)))).isEqualTo(settled);
    assertThat(outcome(database.billing().settle(settle("hold_1", 200)))).isEqualTo(settled);
    assertThat(balance(database, account)).isEqualTo(nanos(880, 0, 1000, 120));
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRES")
  void twoNodesChargeALostHoldOnce(Kind kind) throws Exception {
    Database one = start(kind);
    Database other = PostgresServer.node(login);
    nodes.add(other);
    AccountId account = funded(one, 1_000_000);
    for (int round = 0; round < 20; round++) {
      HoldOrder order = hold(account, "hold_" + round, 300);
      outcome(one.billing().hold(order));
      lose("hold_" + round);

      List<CompletionStage<Settlement>> answers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        answers.add((i % 2 == 0 ? one : other).billing().settle(settle(order, 100 + i)));
      }
      Settlement first = outcome(answers.get(0));
      answers.forEach(answer -> assertThat(outcome(answer)).isEqualTo(first));
    }
    assertThat(one.ledger().entries(account, "", 100).rows()).hasSize(21);
  }

  private Database start(Kind wanted) {
    kind = wanted;
    login = kind == Kind.H2 ? H2Files.login(folder) : server.empty();
    Database database = kind == Kind.H2 ? H2Files.open(folder) : PostgresServer.node(login);
    nodes.add(database);
    return database;
  }

  /** What a crash does to a hold that was not yet on the disk: it and its reserve are gone. */
  private void lose(String hold) throws SQLException {
    run(
        "update tollgate_account set reserved = reserved"
            + " - (select amount from tollgate_hold where id = '%s')".formatted(hold));
    run("delete from tollgate_hold where id = '%s'".formatted(hold));
  }

  private void run(String sql) throws SQLException {
    try (Connection beside =
            kind == Kind.H2 ? H2Files.beside(folder) : PostgresServer.beside(login);
        Statement statement = beside.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  /** A hold of what ten tokens of prompt and up to forty of output cost, one nano-dollar each. */
  private static OpenHold open(Database database, AccountId account) {
    Price price =
        new Price(Money.ofNanos(1_000_000), Money.ofNanos(1_000_000), Money.ofNanos(1_000_000));
    Billing billing =
        new Billing(
            database.billing(),
            new TimeOrderedIds(CLOCK, new Random()),
            CLOCK,
            Duration.ofMinutes(10),
            Runnable::run);
    return outcome(
        billing.hold(
            new Billing.Order(
                Orders.hold(account, "hold_0", 1).caller(),
                new Quote("some-model", price, 10, 40),
                () -> 10,
                "req_1",
                "")));
  }

  private static AccountId funded(Database database, long nanos) {
    AccountId account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(nanos), "start", null)));
    return account;
  }

  private static Balance balance(Database database, AccountId account) {
    return database.ledger().find(account).orElseThrow().balance();
  }

  private static Balance nanos(long posted, long reserved, long credited, long charged) {
    return new Balance(
        Money.ofNanos(posted),
        Money.ofNanos(reserved),
        Money.ofNanos(credited),
        Money.ofNanos(charged));
  }
}
