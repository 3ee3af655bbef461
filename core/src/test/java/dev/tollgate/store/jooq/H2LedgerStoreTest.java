package dev.tollgate.store.jooq;

import dev.tollgate.billing.BillingStore;
import dev.tollgate.contract.LedgerStoreContract;
import dev.tollgate.ledger.LedgerStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2LedgerStoreTest extends LedgerStoreContract {

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = H2Files.open(folder);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Override
  protected LedgerStore ledger() {
    return database.ledger();
  }

  @Override
  protected BillingStore billing() {
    return database.billing();
  }
}
