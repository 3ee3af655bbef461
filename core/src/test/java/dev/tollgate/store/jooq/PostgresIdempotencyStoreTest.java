package dev.tollgate.store.jooq;

import dev.tollgate.contract.IdempotencyStoreContract;
import dev.tollgate.contract.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresIdempotencyStoreTest extends IdempotencyStoreContract {

  private final DatabaseLogin login;

  PostgresIdempotencyStoreTest(PostgresServer server) {
    login = server.empty();
  }

  @Override
  protected Stores opened() {
    return OpenStores.of(login);
  }
}
