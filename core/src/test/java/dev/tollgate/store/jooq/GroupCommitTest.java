package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.assertOverloaded;
import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.Settlement;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The writer while a lock in the database keeps it from writing. */
class GroupCommitTest {

  @TempDir Path folder;
  private final JumpingTicker ticker = new JumpingTicker();
  private Database database;
  private AccountId account;

  @BeforeEach
  void open() {
    database = H2Files.open(folder, ticker);
    account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1_000_000), "r", null)));
  }

  @AfterEach
  void booksBalance() {
    try (Database closing = database) {
      assertThat(closing.ledger().check().problems()).isEmpty();
    }
  }

  @Test
  void settlementOutlivesAPassingFault() throws Exception {
    outcome(database.billing().hold(hold(account, "hold_1", 100)));

    CompletionStage<Settlement> settlement;
    CompletionStage<HoldOutcome> unlucky;
    try (Connection beside = lock()) {
      settlement = database.billing().settle(settle("hold_1", 60));
      unlucky = database.billing().hold(hold(account, "hold_2", 100));
      assertOverloaded(unlucky);
      assertThat(settlement.toCompletableFuture()).isNotDone();
      beside.rollback();
    }

    assertThat(outcome(settlement).charged().nanos()).isEqualTo(60);
    var balance = database.ledger().find(account).orElseThrow().balance();
    assertThat(balance.posted().nanos()).isEqualTo(999_940);
    assertThat(balance.reserved()).isEqualTo(Money.ZERO);
  }

  @Test
  @Timeout(20)
  void settlementIsWrittenAlsoWhenItsCallerNoLongerWaits() throws Exception {
    outcome(database.billing().hold(hold(account, "hold_1", 100)));

    try (Connection beside = lock()) {
      CompletionStage<Settlement> settlement = database.billing().settle(settle("hold_1", 60));
      ticker.jump(Duration.ofSeconds(31));
      assertOverloaded(settlement);
      beside.rollback();
    }

    while (database.ledger().find(account).orElseThrow().balance().posted().nanos() != 999_940) {
      Thread.onSpinWait();
    }
    assertThat(outcome(database.billing().settle(settle("hold_1", 50))).charged().nanos())
        .isEqualTo(60);
  }

  @Test
  @Timeout(20)
  void holdThatWasMadeBehindItsRefusalIsGivenBack() throws Exception {
    CompletionStage<HoldOutcome> refused;
    try (Connection beside = lock()) {
      refused = database.billing().hold(hold(account, "hold_1", 100));
      awaitBlocked(beside);
      ticker.jump(Duration.ofMillis(2100));
      assertOverloaded(refused);
      beside.rollback();
    }

    while (!database.answers()) {
      Thread.onSpinWait();
    }
    // Another one comes through behind it, and what was given back is given back soon.
    outcome(database.billing().hold(hold(account, "hold_2", 7)));
    while (database.openHolds() > 1) {
      Thread.onSpinWait();
    }
    assertThat(database.ledger().find(account).orElseThrow().balance().reserved().nanos())
        .isEqualTo(7);
  }

  @Test
  void queueHasABoundAndKeepsRoomForSettlements() throws Exception {
    outcome(database.billing().hold(hold(account, "hold_0", 1)));
    List<CompletionStage<HoldOutcome>> stages = new ArrayList<>();
    CompletionStage<Settlement> settlement;

    try (Connection beside = lock()) {
      // The writer holds one batch at the most; the rest has to wait or go.
      int sent = GroupCommit.QUEUED + GroupCommit.BATCH + 1;
      for (int i = 1; i <= sent; i++) {
        stages.add(database.billing().hold(hold(account, "hold_" + i, 1)));
      }
      assertThat(database.queuedCommands()).isLessThanOrEqualTo(GroupCommit.QUEUED);
      assertOverloaded(stages.get(sent - 1));
      settlement = database.billing().settle(settle("hold_0", 1));
      assertThat(settlement.toCompletableFuture()).isNotDone();
      beside.rollback();
    }

    assertThat(outcome(settlement).charged().nanos()).isEqualTo(1);
    stages.forEach(stage -> stage.toCompletableFuture().exceptionally(e -> null).join());
  }

  @Test
  @Timeout(20)
  void whatWaitedTooLongIsRefusedAndNeverCarriedOut() throws Exception {
    try (Connection beside = lock()) {
      CompletionStage<HoldOutcome> running = database.billing().hold(hold(account, "hold_1", 1));
      awaitBlocked(beside);
      CompletionStage<HoldOutcome> waiting = database.billing().hold(hold(account, "hold_2", 1));
      ticker.jump(Duration.ofSeconds(3));
      CompletionStage<HoldOutcome> late = database.billing().hold(hold(account, "hold_3", 1));
      assertThat(late.toCompletableFuture()).isCompletedExceptionally();
      assertOverloaded(late);
      assertThat(database.answers()).isFalse();
      assertOverloaded(running);
      assertOverloaded(waiting);
      beside.rollback();
    }

    while (!database.answers()) {
      Thread.onSpinWait();
    }
    outcome(database.billing().hold(hold(account, "hold_4", 5)));
    assertThat(database.ledger().find(account).orElseThrow().balance().reserved().nanos())
        .isEqualTo(5);
  }

  /** Takes the account's row, and gives it back when the connection's transaction ends. */
  private Connection lock() throws Exception {
    Connection beside = H2Files.beside(folder);
    beside.setAutoCommit(false);
    try (Statement statement = beside.createStatement()) {
      statement.executeUpdate("update tollgate_account set name = name");
    }
    return beside;
  }

  /** Waits until the writer is stuck behind that connection. */
  private static void awaitBlocked(Connection beside) throws Exception {
    try (Statement statement = beside.createStatement()) {
      boolean blocked = false;
      while (!blocked) {
        try (ResultSet rows =
            statement.executeQuery(
                "select 1 from information_schema.sessions where blocker_id is not null")) {
          blocked = rows.next();
        }
      }
    }
  }
}
