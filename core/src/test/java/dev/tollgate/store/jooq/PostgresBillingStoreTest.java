package dev.tollgate.store.jooq;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.contract.BillingStoreContract;
import dev.tollgate.ledger.LedgerStore;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresBillingStoreTest extends BillingStoreContract {

  private final Database database;

  PostgresBillingStoreTest(PostgresServer server) {
    database = PostgresServer.node(server.empty());
  }

  @Override
  protected void close() {
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
