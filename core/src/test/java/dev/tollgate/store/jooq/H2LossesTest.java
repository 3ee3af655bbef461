package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import dev.tollgate.ledger.TimeOrderedIds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

class H2LossesTest extends LossesContract {

  @TempDir Path folder;

  @Override
  protected Database opened() {
    return Database.open(
        H2Files.login(folder),
        clock(),
        Ticker.systemTicker(),
        new TimeOrderedIds(clock(), new Random(7)));
  }

  @Override
  protected Connection beside() throws SQLException {
    return H2Files.beside(folder);
  }
}
