package dev.tollgate.store.jooq;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class H2BatchTest extends BatchContract {

  @TempDir Path folder;

  @Override
  protected Database opened() {
    return H2Files.open(folder);
  }

  @Override
  protected WriterSession session() {
    H2Engine engine = new H2Engine(H2Files.login(folder));
    return new WriterSession(engine, new Node(7, new H2Durability(engine, null), new NoUpkeep()));
  }

  @Override
  protected Connection connection() throws SQLException {
    return H2Files.beside(folder);
  }
}
