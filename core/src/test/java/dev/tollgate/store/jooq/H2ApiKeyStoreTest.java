package dev.tollgate.store.jooq;

import dev.tollgate.contract.ApiKeyStoreContract;
import dev.tollgate.keys.ApiKeyStore;
import dev.tollgate.ledger.LedgerStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2ApiKeyStoreTest extends ApiKeyStoreContract {

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
  protected ApiKeyStore keys() {
    return database.keys();
  }

  @Override
  protected LedgerStore ledger() {
    return database.ledger();
  }
}
