package dev.tollgate.store.jooq;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.contract.BillingStoreContract;
import dev.tollgate.ledger.LedgerStore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2BillingStoreTest extends BillingStoreContract {

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = H2Files.open(folder);
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
