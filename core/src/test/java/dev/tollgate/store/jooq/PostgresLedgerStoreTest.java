package dev.tollgate.store.jooq;

import dev.tollgate.contract.LedgerStoreContract;
import dev.tollgate.contract.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresLedgerStoreTest extends LedgerStoreContract {

  private final DatabaseLogin login;

  PostgresLedgerStoreTest(PostgresServer server) {
    login = server.empty();
  }

  @Override
  protected Stores opened() {
    return OpenStores.of(login);
  }
}
