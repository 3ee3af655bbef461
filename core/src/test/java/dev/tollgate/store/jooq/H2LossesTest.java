package dev.tollgate.store.jooq;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2LossesTest extends LossesContract {

  @TempDir Path folder;

  @Override
  protected DatabaseLogin login() {
    return H2Files.login(folder);
  }
}
