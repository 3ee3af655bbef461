package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.billing.Settlement;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

/** Two processes on one database. */
@ExtendWith(PostgresServer.Resolver.class)
class PostgresNodesTest {

  private final DatabaseLogin login;
  private final Database one;
  private final Database other;

  PostgresNodesTest(PostgresServer server) {
    login = server.empty();
    one = PostgresServer.node(login);
    other = PostgresServer.node(login);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void balanceForThirtySevenAdmitsThirtySevenOverBoth() {
    for (int round = 0; round < 10; round++) {
      AccountId account = funded(37 * 10);
      List<CompletableFuture<HoldOutcome>> holds = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Database node = i % 2 == 0 ? one : other;
        holds.add(
            node.billing()
                .hold(hold(account, "hold_" + round + "_" + i, 10))
                .toCompletableFuture());
      }

      assertThat(
              holds.stream()
                  .map(CompletableFuture::join)
                  .filter(HoldOutcome.Held.class::isInstance))
          .hasSize(37);
    }
    assertThat(one.ledger().check().problems()).isEmpty();
  }

  @Test
  void sameSettlementFromBothMovesMoneyOnce() {
    AccountId account = funded(1000);
    outcome(one.billing().hold(hold(account, "hold_1", 100)));
    List<CompletableFuture<Settlement>> settlements = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Database node = i % 2 == 0 ? one : other;
      settlements.add(node.billing().settle(settle("hold_1", 40)).toCompletableFuture());
    }

    assertThat(settlements.stream().map(CompletableFuture::join).map(s -> s.charged().nanos()))
        .containsOnly(40L);
    assertThat(one.ledger().find(account).orElseThrow().balance().posted().nanos()).isEqualTo(960);
    assertThat(one.ledger().check().problems()).isEmpty();
  }

  @Test
  void crossedBatchesOfTwoAccountsAllComeThrough() {
    AccountId a = funded(1_000_000);
    AccountId b = funded(1_000_000);
    List<CompletableFuture<Settlement>> settlements = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Database node = i % 2 == 0 ? one : other;
      String id = "hold_" + i;
      settlements.add(
          node.billing()
              .hold(hold((i + i / 2) % 2 == 0 ? a : b, id, 100))
              .thenCompose(held -> node.billing().settle(settle(id, 10)))
              .toCompletableFuture());
    }

    settlements.forEach(CompletableFuture::join);
    assertThat(posted(a) + posted(b)).isEqualTo(2_000_000 - 3000);
    assertThat(one.openHolds()).isZero();
    assertThat(one.ledger().check().problems()).isEmpty();
  }

  @Test
  void holdsOfASilentNodeAreGivenBackAndMayBeSettledLate() throws Exception {
    AccountId account = funded(1000);
    outcome(one.billing().hold(hold(account, "hold_1", 100)));
    outcome(one.billing().hold(hold(account, "hold_2", 100)));
    try (Connection connection = PostgresServer.beside(login);
        Statement statement = connection.createStatement()) {
      DSLContext sql = DSL.using(connection, SQLDialect.POSTGRES);
      assertThat(Nodes.bury(sql)).isZero();
      statement.execute(
          "update tollgate_node set seen = clock_timestamp() - interval '19 seconds' where epoch = 1");
      assertThat(Nodes.bury(sql)).isZero();
      statement.execute(
          "update tollgate_hold set created = clock_timestamp() - interval '30 seconds'");
      statement.execute(
          "update tollgate_node set seen = clock_timestamp() - interval '21 seconds' where epoch = 1");
      assertThat(Nodes.bury(sql)).isEqualTo(2);
    }

    assertThat(other.openHolds()).isZero();
    assertThat(other.ledger().find(account).orElseThrow().balance().reserved())
        .isEqualTo(Money.ZERO);
    assertThat(outcome(one.billing().settle(settle("hold_1", 40))).state())
        .isEqualTo(Settlement.State.SETTLED);
    assertThat(posted(account)).isEqualTo(960);
    assertThat(other.ledger().check().problems()).isEmpty();
  }

  @Test
  void nodeThatWasCutOffDeclaresNobodyDead() throws Exception {
    try (Connection connection = PostgresServer.beside(login);
        Statement statement = connection.createStatement()) {
      DSLContext sql = DSL.using(connection, SQLDialect.POSTGRES);
      assertThat(Nodes.beat(sql, 1)).isTrue();
      statement.execute(
          "update tollgate_node set seen = clock_timestamp() - interval '13 seconds'");
      assertThat(Nodes.beat(sql, 1)).isFalse();
      assertThat(Nodes.beat(sql, 1)).isTrue();
      statement.execute("delete from tollgate_node where epoch = 1");
      assertThat(Nodes.beat(sql, 1)).isFalse();
    }
  }

  @Test
  void nodeThatStopsIsForgottenAtOnce() throws Exception {
    other.close();

    try (Connection connection = PostgresServer.beside(login)) {
      assertThat(
              DSL.using(connection, SQLDialect.POSTGRES)
                  .fetchValues("select epoch from tollgate_node"))
          .hasSize(1)
          .allMatch(epoch -> epoch.equals(1L));
    }
  }

  @Test
  void wrongLoginIsOneLine() {
    assertThatThrownBy(
            () -> PostgresServer.node(new DatabaseLogin(login.url() + "_none", "postgres", "")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the database does not open: the server has no database of that name");
  }

  @Test
  void serversBeforeVersion12AreRefusedInOneLine() throws Exception {
    PostgresEngine.checkVersion(12);

    assertThatThrownBy(() -> PostgresEngine.checkVersion(11))
        .isInstanceOf(SQLException.class)
        .hasMessage("the server is of PostgreSQL 11, and has to be of 12 or later");
  }

  /** Else holds would be read before the last of their accounts is locked. */
  @Test
  void noUrlHasTheLocksTakenInParts() throws Exception {
    DatabaseLogin inParts =
        new DatabaseLogin(
            login.url() + "?defaultRowFetchSize=1", login.username(), login.password());
    try (Connection connection = new PostgresEngine(inParts).connect()) {
      assertThat(connection.unwrap(PGConnection.class).getDefaultFetchSize()).isZero();
    }
  }

  private long posted(AccountId account) {
    return one.ledger().find(account).orElseThrow().balance().posted().nanos();
  }

  private AccountId funded(long nanos) {
    AccountId account = outcome(one.ledger().open("a")).id();
    outcome(one.ledger().topUp(new TopUp(account, Money.ofNanos(nanos), "start", null)));
    return account;
  }
}
