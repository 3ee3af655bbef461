package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import dev.tollgate.ledger.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresUsageRetentionTest extends UsageRetentionContract {

  private final DatabaseLogin login;

  PostgresUsageRetentionTest(PostgresServer server) {
    login = server.empty();
  }

  @Test
  void anotherNodeThatIsAtItIsNotWaitedFor() throws Exception {
    settleOnDays(10);

    try (Connection node = beside();
        Statement statement = node.createStatement()) {
      node.setAutoCommit(false);
      statement.execute("select whole_from from tollgate_usage_kept for update");
      assertThat(sweep()).isEqualTo(new Swept(0, 7, 0, 0, 0, 0));
      node.rollback();
    }
    assertThat(sweep()).isEqualTo(new Swept(0, 0, 2, 0, 0, 0));
  }

  @Override
  protected Database opened() {
    return Database.open(
        login, clock(), Ticker.systemTicker(), new TimeOrderedIds(clock(), new Random(7)));
  }

  @Override
  protected Connection beside() throws SQLException {
    return PostgresServer.beside(login);
  }

  @Override
  protected Engine engine() {
    return new PostgresEngine(login);
  }
}
