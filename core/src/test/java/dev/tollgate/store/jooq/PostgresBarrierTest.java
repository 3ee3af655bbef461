package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresBarrierTest {

  private final DatabaseLogin login;

  PostgresBarrierTest(PostgresServer server) {
    login = server.empty();
  }

  @Test
  void waitsForTheDiskInTheWritersStead() throws Exception {
    Engine engine = new PostgresEngine(login);
    try (Connection writing = engine.connect();
        Statement statement = writing.createStatement()) {
      Connection waiting = engine.connect();
      try (Statement session = waiting.createStatement()) {
        // As another user of the same session may leave it.
        session.execute("set synchronous_commit = off");
      }
      Barrier barrier = PostgresBarrier.relieve(writing, waiting);
      assertThat(value(statement, "show synchronous_commit")).isEqualTo("off");
      statement.execute("create table planted as select 1 as one");
      String written = value(statement, "select pg_current_wal_insert_lsn()");

      barrier.pass();

      assertThat(value(statement, "select pg_current_wal_flush_lsn() >= '" + written + "'"))
          .isEqualTo("t");
      barrier.close();
      assertThat(barrier.isBroken()).isTrue();
      assertThatThrownBy(barrier::pass).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void needsNoPrivilege() throws Exception {
    String role = "plain_" + login.url().substring(login.url().lastIndexOf('_') + 1);
    new Beside(login).run("create role " + role + " login");
    Engine engine = new PostgresEngine(new DatabaseLogin(login.url(), role, ""));
    try (Connection writing = engine.connect()) {
      Barrier barrier = PostgresBarrier.relieve(writing, engine.connect());
      barrier.pass();
      assertThat(barrier.isBroken()).isFalse();
      barrier.close();
    }
  }

  @Test
  void isToTheSameServerOrThereIsNone(@TempDir Path folder) throws Exception {
    try (OwnPostgres postgres = OwnPostgres.start(folder);
        Connection writing = new PostgresEngine(login).connect();
        Connection elsewhere = new PostgresEngine(postgres.login()).connect()) {
      assertThatThrownBy(() -> PostgresBarrier.relieve(writing, elsewhere))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("two servers");
      assertThat(elsewhere.isClosed()).isTrue();
    }
  }

  private static String value(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
