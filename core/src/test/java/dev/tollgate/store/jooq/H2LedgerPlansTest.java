package dev.tollgate.store.jooq;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.conf.ParamType;
import org.junit.jupiter.api.io.TempDir;

class H2LedgerPlansTest extends LedgerPlansContract {

  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  @TempDir static Path folder;

  @Override
  protected Connection opened() throws Exception {
    H2Files.open(folder).close();
    return H2Files.beside(folder);
  }

  @Override
  protected DSLContext sql(Connection connection) {
    return new H2Engine(H2Files.login(folder)).sql(connection);
  }

  @Override
  protected String analyse() {
    return "analyze";
  }

  @Override
  protected String scan() {
    return "tableScan";
  }

  @Override
  protected String series(int numbers) {
    return "(select x as n from system_range(1, " + numbers + "))";
  }

  @Override
  protected String end(DSLContext sql) {
    return new H2Sql(sql).endHolds();
  }

  @Override
  protected void bindEnd(PreparedStatement statement, String[] holds) throws SQLException {
    Connection connection = statement.getConnection();
    statement.setString(1, HoldState.SETTLED.name());
    statement.setObject(2, OffsetDateTime.parse("2026-09-01T00:00:00Z"));
    statement.setArray(3, connection.createArrayOf("varchar", holds));
    statement.setArray(4, connection.createArrayOf("varchar", HoldState.HELD.others()));
  }

  @Override
  protected long rowsRead(DSLContext sql, Query query) {
    String plan =
        String.valueOf(sql.fetchValue("explain analyze " + query.getSQL(ParamType.INLINED)));
    Matcher scanned = SCANNED.matcher(plan);
    long rows = 0;
    while (scanned.find()) {
      rows += Long.parseLong(scanned.group(1));
    }
    return rows;
  }
}
