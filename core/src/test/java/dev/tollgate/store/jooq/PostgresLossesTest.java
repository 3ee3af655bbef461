package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import dev.tollgate.ledger.TimeOrderedIds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresLossesTest extends LossesContract {

  private final DatabaseLogin login;

  PostgresLossesTest(PostgresServer server) {
    login = server.empty();
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
}
