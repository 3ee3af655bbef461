package dev.tollgate.store.jooq;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.contract.LedgerStoreContract;
import dev.tollgate.ledger.LedgerStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresLedgerStoreTest extends LedgerStoreContract {

  private final Database database;

  PostgresLedgerStoreTest(PostgresServer server) {
    database = PostgresServer.node(server.empty());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected BillingStore billing() {
    return database.billing();
  }

  @Override
  protected LedgerStore ledger() {
    return database.ledger();
  }
}
