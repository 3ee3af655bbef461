package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.assertOverloaded;
import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import com.google.common.base.Ticker;
import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.Settlement;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.money.Money;
import dev.tollgate.routing.NanoTicker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresBatchTest extends BatchContract {

  private static final Duration MOST_WAIT = Duration.ofSeconds(30);

  /** No command is ever overdue. */
  private static final Ticker STOPPED = new NanoTicker(() -> 0);

  private final DatabaseLogin login;
  private final Beside beside;

  PostgresBatchTest(PostgresServer server) {
    login = server.empty();
    beside = new Beside(login);
  }

  @Override
  protected DatabaseLogin login() {
    return login;
  }

  @Override
  protected WriterSession session() {
    return new WriterSession(
        new PostgresEngine(login), new Node(7, new PostgresDurability(), new NoUpkeep()));
  }

  @Test
  void changesGoByThemselvesAndHoldsShareATransactionWithEnds() {
    Command.End end = settling("h1", 30);
    Command.Hold hold = holding(hold(accountWith(1000), "h2", 100));
    Command.Change<?> change = new Command.Change<>(sql -> 1, new Pending<>(0));

    assertThat(session().transactions(List.of(end, change, hold)))
        .containsExactly(List.of(), List.of(change), List.of(end, hold));
  }

  @Test
  void holdThatComesInBehindTheLocksOfABatchIsDecidedOnAgain() throws Exception {
    AccountId busy = accountWith(1000);
    AccountId account = accountWith(1000);
    HoldOrder early = hold(busy, "h0", 10);
    outcome(stores().billing().hold(early));
    try (GroupCommit writer = new GroupCommit(session(), STOPPED);
        Connection other = beside.connection()) {
      other.setAutoCommit(false);
      place(other, hold(busy, "h1", 1), hold(account, "h2", 100));
      // One batch: it waits for the one account, and sees no hold that would lead to the other.
      CompletionStage<Settlement> first =
          writer.submit(pending -> Command.End.settle(settle(early, 10), pending));
      CompletionStage<Settlement> settled =
          writer.submit(pending -> Command.End.settle(settle("h2", 30), pending));
      writer.start();
      awaitOneThatWaitsFor(other);
      other.commit();

      assertThat(outcome(settled).charged()).isEqualTo(Money.ofNanos(30));
      assertThat(outcome(first).charged()).isEqualTo(Money.ofNanos(10));
    }
    assertThat(stored(account).balance()).returns(Money.ofNanos(970), Balance::posted);
    assertThat(stored(account).balance()).returns(Money.ZERO, Balance::reserved);
    assertThat(stored(busy).balance()).returns(Money.ofNanos(1), Balance::reserved);
    assertThat(charges()).containsExactlyInAnyOrder("h0 10 990", "h2 30 970");
  }

  @Test
  void holdThatASweepTrimsWhileItEndsIsDecidedOnAgain() throws Exception {
    AccountId account = accountWith(1000);
    HoldOrder order = hold(account, "h1", 100);
    outcome(stores().billing().hold(order));
    expire("h1");
    try (GroupCommit writer = new GroupCommit(session(), STOPPED);
        Connection other = beside.connection()) {
      other.setAutoCommit(false);
      assertThat(Expiry.trim(sql(other), order.expiresAt().plusSeconds(1))).isEqualTo(1);
      CompletionStage<Settlement> settled =
          writer.submit(pending -> Command.End.settle(settle(order, 30), pending));
      writer.start();
      awaitOneThatWaitsFor(other);
      other.commit();

      assertThat(outcome(settled).charged()).isEqualTo(Money.ofNanos(30));
    }
    assertThat(stored(account).balance()).returns(Money.ofNanos(970), Balance::posted);
    assertThat(stored(account).balance()).returns(Money.ZERO, Balance::reserved);
    assertThat(charges()).containsExactly("h1 30 970");
    assertThat(beside.value("select state from tollgate_hold")).isEqualTo("SETTLED");
  }

  @Test
  void moreThanThereIsIsNotReservedWhateverTheWriterBelieves() {
    AccountId account = accountWith(1000);
    try (Database believing = believing("\"posted\"", "\"posted\" + 1000 as \"posted\"")) {
      assertOverloaded(believing.billing().hold(hold(account, "h1", 1500)));
    }
    assertThat(stored(account).balance()).returns(Money.ZERO, Balance::reserved);
  }

  /** One to whom the statement that locks accounts tells something else. */
  private Database believing(String truth, String belief) {
    InstantSource clock = InstantSource.fixed(Orders.NOW);
    PostgresEngine engine = new PostgresEngine(login);
    return Database.open(
        new FaultyEngine(
            engine,
            7,
            sql ->
                sql.contains("for update") && sql.contains("|| array")
                    ? sql.replaceFirst(
                        "\"tollgate_account\"." + truth, "\"tollgate_account\"." + belief)
                    : sql),
        clock,
        Ticker.systemTicker(),
        Databases.ids(clock));
  }

  /** What another node does before it commits. */
  private void place(Connection node, HoldOrder... orders) throws SQLException {
    HotSql hot = new HotSql(sql(node));
    KeyHolds keys = new KeyHolds(node, new KeySql(sql(node)));
    List<Command.Hold> holds = Stream.of(orders).map(BatchContract::holding).toList();
    Script script = new Script(node);
    AccountWrites accounts = AccountWrites.shared(node, sql(node), hot, script);
    accounts.begin(holds, List.of());
    new HoldPlacing(node, hot, accounts.reserves(), new HoldRows(script, hot, 8), keys)
        .place(holds);
  }

  /** Returns once somebody waits for a lock that this connection has. */
  private static void awaitOneThatWaitsFor(Connection owner) throws SQLException {
    try (Statement statement = owner.createStatement()) {
      boolean waits = false;
      Stopwatch waited = Stopwatch.createStarted();
      while (!waits) {
        assertThat(waited.elapsed()).as("nobody waits").isLessThan(MOST_WAIT);
        try (ResultSet row =
            statement.executeQuery(
                "select exists (select from pg_locks"
                    + " where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)))")) {
          waits = row.next() && row.getBoolean(1);
        }
      }
    }
  }

  private List<String> charges() throws SQLException {
    return beside.rows("select id, amount, balance from tollgate_transfer where kind = 'usage'");
  }

  private DSLContext sql(Connection connection) {
    return new PostgresEngine(login).sql(connection);
  }
}
