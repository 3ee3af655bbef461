package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.FailureRow;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.Settlement;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The wire to PostgreSQL cut behind a COMMIT, which took effect. */
@ExtendWith(PostgresServer.Resolver.class)
@Timeout(60)
class PostgresCutTest {

  private final CuttingProxy wire;
  private final Database database;
  private final AccountId account;

  PostgresCutTest(PostgresServer server) throws Exception {
    DatabaseLogin login = server.empty();
    URI address = URI.create(login.url().substring("jdbc:".length()));
    wire = CuttingProxy.to(address.getPort());
    // Without prepared statements every COMMIT is one on the wire, too.
    database =
        PostgresServer.node(
            new DatabaseLogin(
                "jdbc:postgresql://127.0.0.1:"
                    + wire.port()
                    + address.getPath()
                    + "?prepareThreshold=0",
                login.username(),
                login.password()));
    account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(100_000), "start", null)));
  }

  @AfterEach
  void close() {
    try {
      assertThat(database.ledger().check().problems()).isEmpty();
    } finally {
      database.close();
      wire.close();
    }
  }

  @FailureRow(32)
  @Test
  void settlementsAreChargedOnce() {
    List<CompletionStage<Settlement>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      HoldOrder order = hold(account, "hold_" + i, 100);
      outcome(database.billing().hold(order));
      if (i % 5 == 0) {
        wire.cutCommits(2, "hold_" + i);
      }
      answers.add(database.billing().settle(settle(order, 60)));
      if (i % 5 == 0) {
        outcome(answers.get(i));
        assertThat(wire.left()).isZero();
      }
    }

    answers.forEach(answer -> assertThat(outcome(answer).charged().nanos()).isEqualTo(60));
    var balance = database.ledger().find(account).orElseThrow().balance();
    assertThat(balance.charged().nanos()).isEqualTo(20 * 60);
    assertThat(balance.reserved()).isEqualTo(Money.ZERO);
    assertThat(database.ledger().entries(account, "", 100).rows()).hasSize(21);
  }

  @Test
  void holdIsRefusedAndGivenBack() {
    wire.cutCommits(1, "hold_1");

    assertThatThrownBy(() -> outcome(database.billing().hold(hold(account, "hold_1", 100))))
        .isInstanceOf(Refusal.class);

    while (database.openHolds() > 0) {
      Thread.onSpinWait();
    }
    assertThat(wire.left()).isZero();
    assertThat(database.ledger().find(account).orElseThrow().balance().reserved())
        .isEqualTo(Money.ZERO);
  }

  @Test
  void topUpAsksForARepeatWhichMovesNothingMore() {
    TopUp topUp = new TopUp(account, Money.ofNanos(500), "paid", null);
    wire.cutCommits(1, "paid");

    assertThatThrownBy(() -> outcome(database.ledger().topUp(topUp))).isInstanceOf(Refusal.class);

    assertThat(outcome(database.ledger().topUp(topUp))).isInstanceOf(TopUpOutcome.Posted.class);
    assertThat(database.ledger().find(account).orElseThrow().balance().credited().nanos())
        .isEqualTo(100_500);
  }
}
