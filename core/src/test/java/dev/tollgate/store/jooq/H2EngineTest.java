package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the embedded database's own file. */
class H2EngineTest {

  private static final int TIMES = 40;

  @TempDir Path folder;

  @Test
  void whateverWasSyncedIsFoundByAStartAfterACrash() throws Exception {
    H2Engine engine = new H2Engine(H2Files.login(folder));
    try (Connection connection = engine.connect();
        Statement sql = connection.createStatement()) {
      // So that gaps come about within this second, small ones before large ones.
      SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      session.getDatabase().getStore().getMvStore().setRetentionTime(0);
      sql.execute("create table wide (id int primary key, pad varchar(1000))");
      sql.execute("create table last (number int)");
      sql.execute("insert into last values (0)");
      for (int i = 1; i <= TIMES; i++) {
        if (i % 4 == 0) {
          sql.execute(
              "merge into wide select x, repeat(random_uuid(), 20) from system_range(1, 400)");
        }
        sql.execute("update last set number = " + i);

        if (i % 2 == 0) {
          engine.sync(sql);
        } else {
          engine.checkpoint(connection);
        }

        assertThat(foundAfterCrash(i)).isEqualTo(i);
      }
    }
  }

  /** Opens a copy of the file as it is, without what only a close writes. */
  private int foundAfterCrash(int number) throws Exception {
    Path crashed = Files.createDirectory(folder.resolve("crashed-" + number));
    Files.copy(folder.resolve("ledger.mv.db"), crashed.resolve("ledger.mv.db"));
    try (Connection connection = H2Files.beside(crashed);
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery("select number from last")) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }
}
