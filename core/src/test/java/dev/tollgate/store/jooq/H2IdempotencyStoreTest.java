package dev.tollgate.store.jooq;

import dev.tollgate.contract.IdempotencyStoreContract;
import dev.tollgate.contract.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2IdempotencyStoreTest extends IdempotencyStoreContract {

  @TempDir Path folder;

  @Override
  protected Stores opened() {
    return OpenStores.of(H2Files.login(folder));
  }
}
