package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows that go to a database as columns. */
@ExtendWith(PostgresServer.Resolver.class)
class ScriptTest {

  private static final Instant TIME = Instant.parse("2024-02-29T23:59:59.000001Z");
  private static final LocalDate DAY = LocalDate.parse("2024-02-29");
  private static final List<String> TEXTS =
      List.of("NULL", "", "{}", "{a,b}", "a\"b", "a\\b", "'; --", "ä€𝄞", " ");

  @Test
  void valuesArriveInH2AsTheyAre(@TempDir Path folder) throws Exception {
    H2Files.open(folder).close();
    valuesArriveAsTheyAre(new H2Engine(H2Files.login(folder)));
  }

  @Test
  void valuesArriveInPostgresAsTheyAre(PostgresServer server) throws Exception {
    valuesArriveAsTheyAre(postgres(server));
  }

  @Test
  void eachStatementHasToWriteItsRows(PostgresServer server) throws Exception {
    Engine engine = postgres(server);
    try (Connection connection = engine.connect()) {
      connection.setAutoCommit(false);
      DSLContext sql = engine.sql(connection);
      Script script = new Script(connection);
      Columns usage = script.add(new HotSql(sql).insertUsage());
      Columns charges = script.add(new PostgresSql(sql).charge());
      add(usage, "hold_1", "m");
      charges.text("nobody").number(1).number(1).add();

      assertThatThrownBy(script::run).isInstanceOf(SQLTransientException.class);

      connection.rollback();
      script.forget();
      add(usage, "hold_2", "m");
      script.run();
      assertThat(sql.select(TOLLGATE_USAGE.HOLD).from(TOLLGATE_USAGE).fetch(TOLLGATE_USAGE.HOLD))
          .containsExactly("hold_2");
    }
  }

  @Test
  void rowHasAllColumns(PostgresServer server) throws Exception {
    Engine engine = postgres(server);
    try (Connection connection = engine.connect()) {
      Script script = new Script(connection);
      Columns charges = script.add(new PostgresSql(engine.sql(connection)).charge());
      charges.text("a").number(1).number(1).add();
      charges.text("b").number(1).add();

      assertThatThrownBy(script::run).isInstanceOf(IllegalStateException.class);
    }
  }

  private static Engine postgres(PostgresServer server) {
    DatabaseLogin login = server.empty();
    PostgresServer.node(login).close();
    return new PostgresEngine(login);
  }

  private static void valuesArriveAsTheyAre(Engine engine) throws SQLException {
    try (Connection connection = engine.connect()) {
      DSLContext sql = engine.sql(connection);
      Script script = new Script(connection);
      Columns usage = script.add(new HotSql(sql).insertUsage());
      for (int i = 0; i < TEXTS.size(); i++) {
        add(usage, "hold_" + i, TEXTS.get(i));
      }

      script.run();
      // What it wrote it does not write again.
      script.run();

      var rows = sql.selectFrom(TOLLGATE_USAGE).orderBy(TOLLGATE_USAGE.HOLD).fetch();
      assertThat(rows.map(row -> row.get(TOLLGATE_USAGE.MODEL))).isEqualTo(TEXTS);
      assertThat(rows)
          .allSatisfy(
              row -> {
                assertThat(row.get(TOLLGATE_USAGE.PROMPT_TOKENS)).isEqualTo(Long.MAX_VALUE);
                assertThat(row.get(TOLLGATE_USAGE.ESTIMATED)).isTrue();
                assertThat(row.get(TOLLGATE_USAGE.RECORDED)).isEqualTo(TIME);
                assertThat(row.get(TOLLGATE_USAGE.USAGE_DAY)).isEqualTo(DAY);
              });
    }
  }

  private static void add(Columns usage, String hold, String model) {
    usage
        .text(hold)
        .text("acct_1")
        .text("key00001")
        .text("req_1")
        .text(model)
        .text("")
        .number(Long.MAX_VALUE)
        .number(0)
        .number(0)
        .number(0)
        .flag(true)
        .number(0)
        .number(0)
        .time(TIME)
        .day(DAY)
        .add();
  }
}
