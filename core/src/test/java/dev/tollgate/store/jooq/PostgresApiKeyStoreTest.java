package dev.tollgate.store.jooq;

import dev.tollgate.contract.ApiKeyStoreContract;
import dev.tollgate.keys.ApiKeyStore;
import dev.tollgate.ledger.LedgerStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresApiKeyStoreTest extends ApiKeyStoreContract {

  private final Database database;

  PostgresApiKeyStoreTest(PostgresServer server) {
    database = PostgresServer.node(server.empty());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected ApiKeyStore keys() {
    return database.keys();
  }

  @Override
  protected LedgerStore ledger() {
    return database.ledger();
  }
}
