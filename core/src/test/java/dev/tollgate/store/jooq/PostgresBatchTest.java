package dev.tollgate.store.jooq;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresBatchTest extends BatchContract {

  private final DatabaseLogin login;

  PostgresBatchTest(PostgresServer server) {
    login = server.empty();
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
}
