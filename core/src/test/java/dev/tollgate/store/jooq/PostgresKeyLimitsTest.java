package dev.tollgate.store.jooq;

import dev.tollgate.contract.KeyLimitsContract;
import dev.tollgate.contract.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresKeyLimitsTest extends KeyLimitsContract {

  private final DatabaseLogin login;

  PostgresKeyLimitsTest(PostgresServer server) {
    login = server.empty();
  }

  @Override
  protected Stores opened() {
    return OpenStores.ofTwoNodes(login);
  }
}
