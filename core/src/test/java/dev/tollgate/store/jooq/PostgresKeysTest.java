package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Keys.answer;
import static dev.tollgate.contract.Keys.claim;
import static dev.tollgate.contract.Keys.hold;
import static dev.tollgate.contract.Keys.settle;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two processes and the same keys. */
@ExtendWith(PostgresServer.Resolver.class)
class PostgresKeysTest {

  private static final HoldOutcome HELD = new HoldOutcome.Held(Money.ofNanos(10));
  private static final HoldOutcome RUNNING = new HoldOutcome.KeyTaken(new ClaimOutcome.Running());

  private final DatabaseLogin login;
  private final Database one;
  private final Database other;

  PostgresKeysTest(PostgresServer server) {
    login = server.empty();
    one = PostgresServer.node(login);
    other = PostgresServer.node(login);
  }

  @AfterEach
  void everyInvariantHolds() {
    assertThat(one.ledger().check().problems()).isEmpty();
    one.close();
    other.close();
  }

  @Test
  void keyIsClaimedOnceOverBoth() {
    AccountId account = funded();
    for (int round = 0; round < 10; round++) {
      ClaimOrder key = claim(account, "k" + round, "body");
      List<CompletableFuture<HoldOutcome>> holds = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        Database node = i % 2 == 0 ? one : other;
        CompletionStage<HoldOutcome> stage =
            node.billing().hold(hold(key, "hold_" + round + "_" + i, 10));
        holds.add(stage.toCompletableFuture());
      }

      List<HoldOutcome> outcomes = holds.stream().map(CompletableFuture::join).toList();

      assertThat(outcomes).filteredOn(HELD::equals).hasSize(1);
      assertThat(outcomes).filteredOn(RUNNING::equals).hasSize(99);
    }
    assertThat(one.openHolds()).isEqualTo(10);
  }

  @Test
  void answerOfOneIsReplayedByTheOther() {
    ClaimOrder key = claim(funded(), "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    outcome(one.billing().hold(first));
    assertThat(outcome(other.billing().hold(hold(key, "hold_2", 10)))).isEqualTo(RUNNING);

    outcome(one.billing().settle(settle(first, 4, answer("yes"))));

    assertThat(outcome(other.billing().hold(hold(key, "hold_2", 10))))
        .isEqualTo(new HoldOutcome.KeyTaken(new ClaimOutcome.Finished(answer("yes"))));
  }

  @Test
  void keyOfASilentNodeIsTakenOverAndItsHoldGivenBack() throws Exception {
    AccountId account = funded();
    ClaimOrder key = claim(account, "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    HoldOrder next = hold(key, "hold_2", 10);
    outcome(one.billing().hold(first));
    run(
        "update tollgate_node set seen = clock_timestamp() - interval '21 seconds' where epoch = 1");
    Instant now = Instant.ofEpochSecond(count("select extract(epoch from clock_timestamp())"));
    run("update tollgate_idempotency set created = clock_timestamp() + interval '1 second'");
    // As fresh as this it may be of a node that lives again.
    assertThat(outcome(other.billing().hold(next))).isEqualTo(RUNNING);
    run(
        "update tollgate_idempotency set created = timestamptz '%s'"
            .formatted(now.minusSeconds(60)));

    assertThat(outcome(other.billing().hold(next))).isEqualTo(HELD);

    assertThat(count("select reserved from tollgate_account")).isEqualTo(10);
    assertThatThrownBy(() -> outcome(one.billing().settle(settle(first, 4, answer("late")))))
        .isInstanceOf(Refusal.class);
    outcome(other.billing().settle(settle(next, 7, answer("next"))));
    assertThat(count("select posted from tollgate_account")).isEqualTo(993);
  }

  @Test
  void whatWasHeldForAKeyIsThereForWhoTakesItOver() throws Exception {
    ClaimOrder key = claim(funded(), "k", "body");
    outcome(one.billing().hold(hold(key, "hold_1", 900)));
    // Of a node that is long gone, as neither of these two is.
    run(
        "update tollgate_idempotency set epoch = 99,"
            + " created = clock_timestamp() - interval '60 seconds'");

    assertThat(outcome(other.billing().hold(hold(key, "hold_2", 900))))
        .isEqualTo(new HoldOutcome.Held(Money.ofNanos(900)));

    assertThat(count("select reserved from tollgate_account")).isEqualTo(900);
  }

  @Test
  void crashThatTookTheClaimLosesNoAnswer() throws Exception {
    ClaimOrder key = claim(funded(), "k", "body");
    HoldOrder first = hold(key, "hold_1", 10);
    HoldOrder second = hold(key, "hold_2", 10);
    outcome(one.billing().hold(first));
    run("update tollgate_account set reserved = 0");
    for (String table : List.of("tollgate_hold", "tollgate_idempotency")) {
      run("delete from " + table);
    }

    outcome(one.billing().settle(settle(first, 4, answer("kept"))));

    assertThat(outcome(other.billing().hold(second)))
        .isEqualTo(new HoldOutcome.KeyTaken(new ClaimOutcome.Finished(answer("kept"))));
  }

  private AccountId funded() {
    AccountId account = outcome(one.ledger().open("a")).id();
    outcome(one.ledger().topUp(new TopUp(account, Money.ofNanos(1000), "start", null)));
    return account;
  }

  private void run(String sql) throws Exception {
    try (Connection connection = PostgresServer.beside(login);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private long count(String sql) throws Exception {
    try (Connection connection = PostgresServer.beside(login);
        Statement statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
