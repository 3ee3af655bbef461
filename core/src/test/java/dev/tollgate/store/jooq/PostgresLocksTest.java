package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes that lock the same accounts and holds, in every way there is. */
@ExtendWith(PostgresServer.Resolver.class)
class PostgresLocksTest {

  private static final int ROUNDS = 200;
  private static final int ACCOUNTS = 6;

  /** Later than any hold of the orders expires: a sweep takes those that wait to be settled. */
  private static final InstantSource CLOCK =
      InstantSource.fixed(Orders.NOW.plus(Duration.ofMinutes(12)));

  @Test
  @Timeout(120)
  void topUpsSweepsHoldsAndSettlementsOfTwoNodesNeverDeadlock(PostgresServer server)
      throws Exception {
    DatabaseLogin login = server.empty();
    List<AccountId> accounts = new ArrayList<>();
    try (Database one = node(login);
        Database other = node(login)) {
      for (int i = 0; i < ACCOUNTS; i++) {
        accounts.add(outcome(one.ledger().open("a")).id());
        outcome(topUp(one, accounts.get(i), "start", 1_000_000));
      }
      for (int round = 0; round < ROUNDS; round++) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
          String id = round + "_" + i;
          // One node goes through the accounts upwards, the other downwards.
          answers.addAll(crossed(one, accounts.get(i), "one_" + id, round));
          answers.addAll(crossed(other, accounts.get(ACCOUNTS - 1 - i), "other_" + id, round));
        }
        answers.add(one.sweep(400).toCompletableFuture());
        answers.add(other.sweep(400).toCompletableFuture());
        answers.forEach(CompletableFuture::join);
      }
    }

    try (Database after = node(login)) {
      assertThat(counter(login, "deadlocks")).isZero();
      assertThat(counter(login, "xact_rollback")).as("batches that failed").isZero();
      for (AccountId account : accounts) {
        var balance = after.ledger().find(account).orElseThrow().balance();
        assertThat(balance.credited().nanos()).isEqualTo(1_000_000 + 2 * ROUNDS / 2);
        assertThat(balance.charged().nanos()).isEqualTo(2L * ROUNDS * 10);
      }
      assertThat(after.openHolds()).isZero();
      assertThat(after.ledger().check().problems()).isEmpty();
    }
  }

  private static List<CompletableFuture<?>> crossed(
      Database node, AccountId account, String id, int round) {
    HoldOrder order = hold(account, "hold_" + id, 100);
    List<CompletableFuture<?>> answers = new ArrayList<>();
    if (round % 2 == 0) {
      answers.add(topUp(node, account, id, 1));
    }
    answers.add(
        node.billing()
            .hold(order)
            .thenCompose(held -> node.billing().settle(settle("hold_" + id, 10)))
            .toCompletableFuture());
    return answers;
  }

  private static CompletableFuture<?> topUp(
      Database node, AccountId account, String reference, long nanos) {
    return node.ledger()
        .topUp(new TopUp(account, Money.ofNanos(nanos), reference, null))
        .toCompletableFuture();
  }

  private static Database node(DatabaseLogin login) {
    return Databases.open(login, CLOCK);
  }

  /** What PostgreSQL counted in that database up to the end of all connections before this one. */
  private static long counter(DatabaseLogin login, String name) throws SQLException {
    return Long.parseLong(
        new Beside(login)
            .value("select " + name + " from pg_stat_database where datname = current_database()"));
  }
}
