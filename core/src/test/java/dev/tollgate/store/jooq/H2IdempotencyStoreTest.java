package dev.tollgate.store.jooq;

import dev.tollgate.contract.IdempotencyStoreContract;
import dev.tollgate.idempotency.IdempotencyStore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class H2IdempotencyStoreTest extends IdempotencyStoreContract {

  @TempDir Path folder;
  private Database database;

  @BeforeEach
  void open() {
    database = H2Files.open(folder);
  }

  @Override
  protected IdempotencyStore keys() {
    return database.idempotency();
  }

  @Override
  protected void close() {
    database.close();
  }
}
