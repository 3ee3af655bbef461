package dev.tollgate.store.jooq;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2BatchTest extends BatchContract {

  @TempDir Path folder;

  @Override
  protected DatabaseLogin login() {
    return H2Files.login(folder);
  }

  @Override
  protected WriterSession session() {
    H2Engine engine = new H2Engine(login());
    return new WriterSession(engine, new Node(7, new H2Durability(engine, null), new NoUpkeep()));
  }
}
