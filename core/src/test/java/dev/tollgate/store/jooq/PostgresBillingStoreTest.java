package dev.tollgate.store.jooq;

import dev.tollgate.contract.BillingStoreContract;
import dev.tollgate.contract.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresBillingStoreTest extends BillingStoreContract {

  private final DatabaseLogin login;

  PostgresBillingStoreTest(PostgresServer server) {
    login = server.empty();
  }

  @Override
  protected Stores opened() {
    return OpenStores.of(login);
  }
}
