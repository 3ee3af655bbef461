package dev.tollgate.store.jooq;

import dev.tollgate.contract.ApiKeyStoreContract;
import dev.tollgate.contract.Stores;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresApiKeyStoreTest extends ApiKeyStoreContract {

  private final DatabaseLogin login;

  PostgresApiKeyStoreTest(PostgresServer server) {
    login = server.empty();
  }

  @Override
  protected Stores opened() {
    return OpenStores.of(login);
  }
}
