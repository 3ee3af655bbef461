package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageQuery.GroupBy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.conf.ParamType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reads of the ledger are led by an index, on every database and with many rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerPlansContract {

  private static final int ACCOUNTS = 200;
  private static final int ENTRIES = 12_000;
  private static final int DAYS = 60;
  private static final AccountId SOMEBODY = new AccountId("acct_00000000000000000000000042");
  private static final LocalDate FIRST = LocalDate.parse("2026-09-01");

  private Connection connection;
  private DSLContext sql;

  /** A connection into a database with tables and nothing in them. */
  protected abstract Connection opened() throws Exception;

  protected abstract DSLContext sql(Connection connection);

  /** What makes the database look at what it has. */
  protected abstract String analyse();

  /** How the plan calls reading a table from its first row to its last. */
  protected abstract String scan();

  /** How many numbers there are, each a row. */
  protected abstract String series(int numbers);

  @BeforeAll
  void fill() throws Exception {
    connection = opened();
    sql = sql(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into tollgate_account select 'acct_' || lpad(cast(n as varchar), 26, '0'), 'a',"
              + " 0, 0, 0, 0, timestamp with time zone '2026-09-01 00:00:00Z' from "
              + series(20 * ACCOUNTS));
      statement.execute(
          "insert into tollgate_transfer (id, account, debit, credit, amount, kind, balance,"
              + " recorded) select 't' || n, 'acct_' || lpad(cast(1 + mod(n, 200) as varchar), 26,"
              + " '0'), 'x', 'acct_' || lpad(cast(1 + mod(n, 200) as varchar), 26, '0'), 1,"
              + " 'topup', n, timestamp with time zone '2026-09-01 00:00:00Z' from "
              + series(ENTRIES));
      statement.execute(
          "insert into tollgate_usage_daily select 'acct_' || lpad(cast(1 + mod(n, 200) as"
              + " varchar), 26, '0'), date '2026-09-01' + mod(n / 200, 60), 'm' || (n / 12000),"
              + " 'key', '', 1, 1, 1, 1 from "
              + series(ACCOUNTS * DAYS * 2 - 1));
      statement.execute(
          "insert into tollgate_hold select 'h' || n, 'a', 'k', 'r', 'm', '', 1, 1, 1, 1, case when"
              + " n > 11990 then 'HELD' else 'SETTLED' end, 1, timestamp with time zone '2026-09-01"
              + " 00:00:00Z', timestamp with time zone '2026-09-01 00:10:00Z', null from "
              + series(ENTRIES));
      fillUsage(statement);
      statement.execute(analyse());
    }
  }

  /** Details of 60 days, 200 a day, with the ids that such holds have. */
  private void fillUsage(Statement statement) throws SQLException {
    for (int day = 0; day < DAYS; day++) {
      LocalDate date = FIRST.plusDays(day);
      String id = TimeOrderedIds.lowest(HoldId.PREFIX, Instant.parse(date + "T10:00:00Z"));
      statement.execute(
          "insert into tollgate_usage select '"
              + id
              + "' || lpad(cast(n as varchar), 16, '0'),"
              + " 'a', 'k', 'r', 'm', '', 1, 1, 0, 0, false, 0, 0, timestamp with time zone '"
              + date
              + " 10:00:00Z', date '"
              + date
              + "' from "
              + series(200));
    }
  }

  @AfterAll
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void balanceIsFoundByItsKey() {
    assertReadsAtMost(2, LedgerQueries.account(sql, SOMEBODY));
  }

  @Test
  void pagesOfAccountsStartWhereTheLastOneEnded() {
    assertReadsAtMost(102, LedgerQueries.accounts(sql, null, 101));
    assertReadsAtMost(102, LedgerQueries.accounts(sql, SOMEBODY.value(), 101));
  }

  @Test
  void pagesOfAStatementReadTheirOwnEntriesOnly() {
    assertThat(LedgerQueries.entries(sql, SOMEBODY, null, 1000).fetch()).hasSize(60);
    assertReadsAtMost(22, LedgerQueries.entries(sql, SOMEBODY, null, 21));
    assertReadsAtMost(22, LedgerQueries.entries(sql, SOMEBODY, 9_000L, 21));
  }

  @ParameterizedTest
  @EnumSource(GroupBy.class)
  void usageReadsTheDaysOfItsOwnAccount(GroupBy by) {
    var month = new UsageQuery(SOMEBODY, FIRST.plusDays(20), FIRST.plusDays(49), by);

    // Thirty days with two models each.
    assertReadsAtMost(61, LedgerQueries.usage(sql, month));
  }

  @Test
  void stepOfTheRetentionReadsWhatItDeletes() {
    assertThat(UsageRetention.candidates(sql, FIRST.plusDays(1)).fetch()).hasSize(200);
    assertReadsAtMost(201, UsageRetention.candidates(sql, FIRST.plusDays(1)));
    assertReadsAtMost(257, UsageRetention.candidates(sql, FIRST.plusDays(30)));
    assertReadsAtMost(1, UsageRetention.candidates(sql, FIRST));
  }

  @Test
  void stepOfTheRetentionFindsWhatItDeletesByItsKey() {
    List<String> holds = new ArrayList<>();
    UsageRetention.candidates(sql, FIRST.plusDays(30))
        .forEach(row -> holds.add(row.get(0, String.class)));
    String deletion = UsageRetention.deletion(sql, holds).getSQL(ParamType.INLINED);

    assertThat(holds).hasSize(Expiry.STEP);
    // Not carried out, which an explanation with the rows that were read would be.
    assertThat(sql.fetch("explain " + deletion).format(20_000)).doesNotContain(scan());
  }

  @Test
  void holdsThatEndAreFoundByTheirIds() throws SQLException {
    String[] ids =
        IntStream.rangeClosed(11_991, ENTRIES).mapToObj(n -> "h" + n).toArray(String[]::new);
    try (PreparedStatement statement = connection.prepareStatement("explain " + end(sql))) {
      bindEnd(statement, ids);
      try (ResultSet plan = statement.executeQuery()) {
        StringBuilder lines = new StringBuilder();
        while (plan.next()) {
          lines.append(plan.getString(1)).append('\n');
        }
        assertThat(lines.toString())
            .doesNotContain(scan())
            .doesNotContainIgnoringCase("tollgate_hold_by_state");
      }
    }
  }

  /** The statement that settles holds. */
  protected abstract String end(DSLContext sql);

  /** Binds holds to it. */
  protected abstract void bindEnd(PreparedStatement statement, String[] holds) throws SQLException;

  /** How many rows of the table, or entries of its index, the query read. */
  protected abstract long rowsRead(DSLContext sql, Query query);

  private void assertReadsAtMost(int rows, Query query) {
    assertThat(sql.explain(query).plan()).as(query.getSQL()).doesNotContain(scan());
    assertThat(rowsRead(sql, query)).as(query.getSQL()).isBetween(0L, (long) rows);
  }
}
