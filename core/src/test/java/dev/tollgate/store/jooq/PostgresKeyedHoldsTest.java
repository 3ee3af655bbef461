package dev.tollgate.store.jooq;

import dev.tollgate.contract.KeyedHoldsContract;
import dev.tollgate.contract.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresKeyedHoldsTest extends KeyedHoldsContract {

  private final DatabaseLogin login;

  PostgresKeyedHoldsTest(PostgresServer server) {
    login = server.empty();
  }

  @Override
  protected Stores opened() {
    return OpenStores.of(login);
  }
}
