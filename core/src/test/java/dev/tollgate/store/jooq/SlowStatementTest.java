package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.assertOverloaded;
import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.money.Money;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A statement of the writer that would take minutes. */
@ExtendWith(PostgresServer.Resolver.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowStatementTest {

  private static final InstantSource CLOCK = InstantSource.fixed(Orders.NOW);

  /** The last words of what writes holds down: the rows to choose from. */
  private static final Pattern HOLDS = Pattern.compile("into \\S*tollgate_hold\\W[^;]+$");

  @Test
  void endsInH2AndKeepsNobodyElse(@TempDir Path folder) {
    endsAndKeepsNobodyElse(
        new H2Engine(H2Files.login(folder)),
        "(select sum(a.x + b.x) from system_range(1, 1000000) a, system_range(1, 1000000) b) > 0");
  }

  @Test
  void endsInPostgresAndKeepsNobodyElse(PostgresServer server) {
    endsAndKeepsNobodyElse(new PostgresEngine(server.empty()), "pg_sleep(600) is not null");
  }

  private static void endsAndKeepsNobodyElse(Engine engine, String slow) {
    Engine slowed =
        new FaultyEngine(
            engine, 7, sql -> HOLDS.matcher(sql).find() ? sql + " where " + slow : sql);
    try (Database database =
        Database.open(slowed, CLOCK, Ticker.systemTicker(), Databases.ids(CLOCK))) {
      AccountId account = outcome(database.ledger().open("a")).id();
      TopUp topUp = new TopUp(account, Money.ofNanos(1_000), "r", null);
      outcome(database.ledger().topUp(topUp));

      assertOverloaded(database.billing().hold(hold(account, "hold_1", 100)));

      while (!database.answers()) {
        Thread.onSpinWait();
      }
      assertThat(outcome(database.ledger().topUp(topUp))).isInstanceOf(TopUpOutcome.Posted.class);
      assertThat(database.ledger().check().problems()).isEmpty();
    }
  }
}
