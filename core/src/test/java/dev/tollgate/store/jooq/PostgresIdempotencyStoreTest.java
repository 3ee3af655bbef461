package dev.tollgate.store.jooq;

import dev.tollgate.contract.IdempotencyStoreContract;
import dev.tollgate.idempotency.IdempotencyStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresIdempotencyStoreTest extends IdempotencyStoreContract {

  private final Database database;

  PostgresIdempotencyStoreTest(PostgresServer server) {
    database = PostgresServer.node(server.empty());
  }

  @Override
  protected IdempotencyStore keys() {
    return database.idempotency();
  }

  @Override
  protected void close() {
    database.close();
  }
}
