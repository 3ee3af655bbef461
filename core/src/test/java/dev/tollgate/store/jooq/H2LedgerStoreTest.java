package dev.tollgate.store.jooq;

import dev.tollgate.contract.LedgerStoreContract;
import dev.tollgate.contract.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2LedgerStoreTest extends LedgerStoreContract {

  @TempDir Path folder;

  @Override
  protected Stores opened() {
    return OpenStores.of(H2Files.login(folder));
  }
}
