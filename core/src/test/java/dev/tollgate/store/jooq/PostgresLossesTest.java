package dev.tollgate.store.jooq;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresLossesTest extends LossesContract {

  private final DatabaseLogin login;

  PostgresLossesTest(PostgresServer server) {
    login = server.empty();
  }

  @Override
  protected DatabaseLogin login() {
    return login;
  }
}
