package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.contract.Orders;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.conf.ParamType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresLedgerPlansTest extends LedgerPlansContract {

  private static final Pattern READ =
      Pattern.compile(
          "(?:(?<!Bitmap )(?:Index|Only|Heap|Seq) Scan.*actual time=\\S+ rows="
              + "|Rows Removed by Filter: )(\\d+)");

  private final PostgresServer server;
  private final DatabaseLogin login;
  private final Database database;

  PostgresLedgerPlansTest(PostgresServer server) {
    this.server = server;
    login = server.empty();
    database = PostgresServer.node(login);
  }

  /** A plan is made once, maybe in a database's first second or its first minute. */
  @ParameterizedTest
  @ValueSource(ints = {0, 100, 1000})
  void plansOfTheWriterThatWereMadeForSmallTablesAreLedByAnIndex(int rows) throws Exception {
    DatabaseLogin small = server.empty();
    PostgresServer.node(small).close();
    Engine engine = new PostgresEngine(small);
    try (Connection writing = engine.connect();
        Statement statement = writing.createStatement()) {
      if (rows > 0) {
        fill(statement, rows);
      }
      for (String sql : writersStatements(engine.sql(writing))) {
        String plan = plan(statement, sql);
        assertThat(plan)
            .as(sql)
            .doesNotContain(scan())
            .doesNotContainPattern("(Hash|Merge) .*Join|Hash Join");
        // An index may also be gone through from its first entry to its last.
        assertThat(times("Index Cond", plan))
            .as("%s: %s", sql, plan)
            .isEqualTo(times("Index Scan", plan) + times("Index Only Scan", plan));
      }
    }
  }

  private static void fill(Statement statement, int rows) throws SQLException {
    String series = " from generate_series(1, " + rows + ") as series (n)";
    statement.execute(
        "insert into tollgate_account select 'a' || n, 'a', 0, 0, 0, 0, now()" + series);
    statement.execute(
        "insert into tollgate_hold select 'h' || n, 'a' || n, 'k', 'r', 'm', '', 1, 1, 1, 1,"
            + " 'HELD', 1, now(), now(), null"
            + series);
    statement.execute("insert into tollgate_key_hold select 'h' || n, 'k' || n, 1, 1" + series);
    statement.execute(
        "insert into tollgate_usage select 'h' || n, 'a', 'k', 'r', 'm', '', 1, 1, 0, 0, false, 0,"
            + " 0, now(), current_date"
            + series);
    statement.execute("analyze tollgate_account, tollgate_hold, tollgate_key_hold, tollgate_usage");
  }

  private static List<String> writersStatements(DSLContext sql) {
    HotSql hot = new HotSql(sql);
    PostgresSql postgres = new PostgresSql(sql);
    KeySql keys = new KeySql(sql);
    WindowSql windows = new WindowSql(sql, "1::bigint");
    ClaimSql claims = new ClaimSql(sql);
    return List.of(
        hot.balance(),
        hot.holds(),
        hot.usage(),
        hot.transfer(),
        postgres.lockAccounts(),
        postgres.reserve(),
        postgres.step(),
        postgres.charge(),
        postgres.addToDay(),
        keys.holds(),
        keys.bringBack(),
        keys.delete(),
        keys.spending(),
        keys.spend(),
        keys.charged(),
        keys.reset(),
        keys.minutes(),
        keys.changeMinute(),
        keys.deleteMinute(),
        windows.lock(),
        windows.write(),
        claims.find,
        claims.finish,
        claims.remove,
        claims.removeBody,
        claims.free,
        claims.body);
  }

  private static int times(String words, String plan) {
    return plan.split(words, -1).length - 1;
  }

  /** The plan for any parameters. */
  private static String plan(Statement statement, String sql) throws SQLException {
    String[] parts = sql.split("\\?", -1);
    StringBuilder prepared = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      prepared.append('$').append(i).append(parts[i]);
    }
    statement.execute("prepare asked as " + prepared);
    String nulls = String.join(", ", Collections.nCopies(parts.length - 1, "null"));
    StringBuilder plan = new StringBuilder();
    try (ResultSet line = statement.executeQuery("explain execute asked (" + nulls + ")")) {
      while (line.next()) {
        plan.append(line.getString(1)).append('\n');
      }
    }
    statement.execute("deallocate asked");
    return plan.toString();
  }

  @Override
  protected Connection opened() throws Exception {
    return PostgresServer.beside(login);
  }

  @AfterAll
  void closeDatabase() {
    database.close();
  }

  @Override
  protected DSLContext sql(Connection connection) {
    return new PostgresEngine(login).sql(connection);
  }

  @Override
  protected String analyse() {
    return "analyze";
  }

  @Override
  protected String scan() {
    return "Seq Scan";
  }

  @Override
  protected String series(int numbers) {
    return "generate_series(1, " + numbers + ") as series (n)";
  }

  @Override
  protected String end(DSLContext sql) {
    return new PostgresSql(sql).step();
  }

  @Override
  protected void bindEnd(PreparedStatement statement, String[] holds) throws SQLException {
    Columns steps = new Columns();
    for (String hold : holds) {
      steps.text(hold).text(HoldState.HELD.name()).text(HoldState.SETTLED.name()).time(Orders.NOW);
      steps.add();
    }
    steps.bind(statement, 1);
  }

  @Override
  protected long rowsRead(DSLContext sql, Query query) {
    StringBuilder plan = new StringBuilder();
    sql.fetch("explain analyze " + query.getSQL(ParamType.INLINED))
        .forEach(line -> plan.append(line.get(0)).append('\n'));
    Matcher read = READ.matcher(plan);
    long rows = 0;
    while (read.find()) {
      rows += Long.parseLong(read.group(1));
    }
    return rows;
  }
}
