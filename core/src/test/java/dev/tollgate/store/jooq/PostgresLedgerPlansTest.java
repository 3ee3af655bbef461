package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.conf.ParamType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.Resolver.class)
class PostgresLedgerPlansTest extends LedgerPlansContract {

  private static final Pattern READ =
      Pattern.compile(
          "(?:(?<!Bitmap )(?:Index|Only|Heap|Seq) Scan.*actual time=\\S+ rows="
              + "|Rows Removed by Filter: )(\\d+)");

  private final DatabaseLogin login;
  private final Database database;

  PostgresLedgerPlansTest(PostgresServer server) {
    login = server.empty();
    database = PostgresServer.node(login);
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
