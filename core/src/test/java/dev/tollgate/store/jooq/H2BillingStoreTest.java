package dev.tollgate.store.jooq;

import dev.tollgate.contract.BillingStoreContract;
import dev.tollgate.contract.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2BillingStoreTest extends BillingStoreContract {

  @TempDir Path folder;

  @Override
  protected Stores opened() {
    return OpenStores.of(H2Files.login(folder));
  }
}
