package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.billing.Settlement.State;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.store.journal.Journal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

  @TempDir Path folder;

  @Test
  void reopenedKeepsBalancesAndGivesBackHoldsOfTheDead() {
    AccountId account;
    try (Database first = H2Files.open(folder)) {
      account = fundedAccount(first);
      outcome(first.billing().hold(hold(account, "hold_1", 100)));
      outcome(first.billing().settle(settle("hold_1", 40)));
      outcome(first.billing().hold(hold(account, "hold_2", 300)));
      assertThat(first.openHolds()).isEqualTo(1);
    }

    try (Database second = H2Files.open(folder)) {
      var balance = second.ledger().find(account).orElseThrow().balance();
      assertThat(balance.posted().nanos()).isEqualTo(960);
      assertThat(balance.reserved()).isEqualTo(Money.ZERO);
      assertThat(second.openHolds()).isZero();
      assertThat(second.ledger().check().problems()).isEmpty();
      assertThat(outcome(second.billing().settle(settle("hold_1", 40))).charged().nanos())
          .isEqualTo(40);
      assertThat(outcome(second.billing().release(new HoldId("hold_2"))).state())
          .isEqualTo(State.EXPIRED);
    }
  }

  @Test
  void lateSettlementOfAnExpiredHoldIsCharged() {
    AtomicReference<Instant> now = new AtomicReference<>(Orders.NOW);
    try (Database database = open(now::get)) {
      AccountId account = fundedAccount(database);
      outcome(database.billing().hold(hold(account, "hold_1", 100)));
      assertThat(outcome(database.sweep(400))).isEqualTo(Databases.NOTHING_SWEPT);

      now.set(Orders.NOW.plus(Duration.ofMinutes(12)));
      assertThat(outcome(database.sweep(400)).expired()).isEqualTo(1);
      assertThat(database.openHolds()).isZero();
      assertThat(database.lateSettlements()).isZero();
      for (int again = 0; again < 3; again++) {
        assertThat(outcome(database.billing().settle(settle("hold_1", 40))).state())
            .isEqualTo(State.SETTLED);
      }
      assertThat(database.expiredHolds()).isEqualTo(1);
      assertThat(database.lateSettlements()).isEqualTo(1);

      var balance = database.ledger().find(account).orElseThrow().balance();
      assertThat(balance.posted().nanos()).isEqualTo(960);
      assertThat(balance.reserved()).isEqualTo(Money.ZERO);
      assertThat(database.ledger().check().problems()).isEmpty();
    }
  }

  @Test
  void rowsOfHoldsThatEndedLongAgoAreTrimmedAndTheirSettlementsRemembered() {
    AtomicReference<Instant> now = new AtomicReference<>(Orders.NOW);
    try (Database database = open(now::get)) {
      AccountId account = fundedAccount(database);
      outcome(database.billing().hold(hold(account, "hold_1", 100)));
      var settlement = outcome(database.billing().settle(settle("hold_1", 40)));

      now.set(Orders.NOW.plus(Duration.ofDays(3)));
      assertThat(outcome(database.sweep(400)).trimmed()).isEqualTo(1);

      assertThat(outcome(database.billing().settle(settle("hold_1", 40)))).isEqualTo(settlement);
      assertThat(database.ledger().check().problems()).isEmpty();
    }
  }

  @Test
  void crashedProcessHasItsSettlementsDoneAgainFromTheJournal() throws Exception {
    AccountId account;
    try (Database first = H2Files.open(folder)) {
      account = fundedAccount(first);
      outcome(first.billing().hold(hold(account, "hold_1", 100)));
      outcome(first.billing().hold(hold(account, "hold_2", 100)));
      outcome(first.billing().settle(settle("hold_2", 30)));
    }
    // As a crash leaves it: the second hold was settled and written, the first settled and not
    // written, and the third not even as a hold.
    Journal left = Journal.open(folder.resolve("ledger.mv.db"));
    left.start(1);
    left.append(SettledBytes.write(List.of(moved(account, "hold_2", 30))));
    left.append(
        SettledBytes.write(List.of(moved(account, "hold_1", 40), moved(account, "hold_3", 50))));

    for (int start = 0; start < 2; start++) {
      try (Database again = H2Files.open(folder)) {
        var balance = again.ledger().find(account).orElseThrow().balance();
        assertThat(balance.posted().nanos()).isEqualTo(1000 - 30 - 40 - 50);
        assertThat(balance.reserved()).isEqualTo(Money.ZERO);
        assertThat(again.openHolds()).isZero();
        assertThat(again.ledger().check().problems()).isEmpty();
        assertThat(outcome(again.billing().settle(settle("hold_3", 50))).charged().nanos())
            .isEqualTo(50);
      }
    }
    assertThat(folder).isDirectoryNotContaining("glob:**journal*");
  }

  @Test
  void databaseThatClosedItselfIsNotServedFromUntilARestartMakesItWhole() throws Exception {
    AccountId account;
    try (Database first = H2Files.open(folder)) {
      account = fundedAccount(first);
      for (int i = 0; i < 5; i++) {
        outcome(first.billing().hold(hold(account, "hold_" + i, 100)));
        outcome(first.billing().settle(settle("hold_" + i, 40)));
      }
      assertThat(first.answers()).isTrue();
      try (Connection beside = H2Files.beside(folder);
          Statement statement = beside.createStatement()) {
        // As H2 itself does when it runs out of memory.
        statement.execute("SHUTDOWN IMMEDIATELY");
      }

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> outcome(first.billing().hold(hold(account, "late", 1))))
            .hasMessageContaining("overloaded");
        assertThatThrownBy(
                () ->
                    outcome(
                        first.ledger().topUp(new TopUp(account, Money.ofNanos(7), "late", null))))
            .hasMessageContaining("overloaded");
      }
      assertThatThrownBy(() -> first.ledger().find(account)).hasMessageContaining("overloaded");
      assertThat(first.answers()).isFalse();
    }
    try (Database again = H2Files.open(folder)) {
      assertThat(again.ledger().find(account).orElseThrow().balance().posted().nanos())
          .isEqualTo(1000 - 5 * 40);
      assertThat(again.ledger().check().problems()).isEmpty();
    }
  }

  @Test
  void journalOfAnotherDatabaseStopsTheStartInOneLine() throws Exception {
    AccountId account;
    try (Database first = H2Files.open(folder)) {
      account = fundedAccount(first);
    }
    for (long owner : new long[] {1, 77}) {
      Journal foreign = Journal.open(folder.resolve("ledger.mv.db"));
      foreign.start(owner);
      AccountId payer = owner == 1 ? new AccountId("acct_of_another") : account;
      foreign.append(SettledBytes.write(List.of(moved(payer, "hold_9", 30))));

      assertThatThrownBy(() -> H2Files.open(folder).close())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the journal beside the database is of another one");
      foreign.close();
    }
    H2Files.open(folder).close();
  }

  @Test
  void plantedCorruptionIsFound() throws Exception {
    try (Database database = H2Files.open(folder);
        Connection beside = H2Files.beside(folder);
        Statement fault = beside.createStatement()) {
      AccountId account = fundedAccount(database);
      outcome(database.billing().hold(hold(account, "hold_1", 100)));
      outcome(database.billing().settle(settle("hold_1", 40)));
      outcome(database.billing().hold(hold(account, "hold_2", 100)));
      String[][] faults = {
        {"account set posted = posted + 1", "account set posted = posted - 1", "sum up to"},
        {"account set credited = 7", "account set credited = 1000", "sum up to"},
        {"account set reserved = 0", "account set reserved = 100", "open holds"},
        {
          "transfer set balance = 5 where entry = 1",
          "transfer set balance = 1000 where entry = 1",
          "shows"
        },
        {
          "transfer set amount = 41 where entry = 2",
          "transfer set amount = 40 where entry = 2",
          "paid for"
        },
        {
          "transfer set id = 'gone' where entry = 2",
          "transfer set id = 'hold_1' where entry = 2",
          "that there is not"
        },
        {"usage set hold = 'gone'", "usage set hold = 'hold_1'", "says another"},
        {
          "hold set state = 'RELEASED' where id = 'hold_1'",
          "hold set state = 'SETTLED' where id = 'hold_1'",
          "says another"
        },
        {"usage_daily set cost = 41", "usage_daily set cost = 40", "whose sums are not"},
        {"usage_daily set requests = 7", "usage_daily set requests = 1", "whose sums are not"},
      };

      for (String[] planted : faults) {
        assertThat(fault.executeUpdate("update tollgate_" + planted[0])).isPositive();
        assertThat(database.ledger().check().problems())
            .as(planted[0])
            .anyMatch(problem -> problem.contains(planted[2]));
        fault.executeUpdate("update tollgate_" + planted[1]);
        assertThat(database.ledger().check().problems()).as(planted[1]).isEmpty();
      }
    }
  }

  @Test
  void openDatabaseOfAnotherLoginSaysSoInOneLine() {
    H2Files.open(folder).close();

    assertThatThrownBy(
            () ->
                Databases.open(
                        new DatabaseLogin(H2Files.login(folder).url(), "tollgate", "wrong"),
                        InstantSource.fixed(Orders.NOW))
                    .close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the database does not open: wrong username or password");
  }

  @Test
  void closedDatabaseRefusesAndDoesNotAnswer() {
    Database database = H2Files.open(folder);
    assertThat(database.answers()).isTrue();
    assertThat(database.queuedCommands()).isZero();

    database.close();

    assertThat(database.answers()).isFalse();
    assertThatThrownBy(() -> outcome(database.ledger().open("late")))
        .hasMessageContaining("overloaded");
    assertThatThrownBy(() -> outcome(database.billing().settle(settle("hold_1", 1))))
        .hasMessageContaining("overloaded");
  }

  private Database open(InstantSource clock) {
    return Databases.open(H2Files.login(folder), clock);
  }

  /** A settlement as the journal has it. */
  private static Move moved(AccountId account, String hold, long cost) {
    return new Move(
        new HoldRow(hold, account.value(), "key", "req_" + hold, "model", "", 100, HoldState.HELD),
        settle(hold, cost),
        Orders.NOW);
  }

  private static AccountId fundedAccount(Database database) {
    AccountId account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1000), "start", null)));
    return account;
  }
}
