package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The integrity check while PostgreSQL has yet to learn how its tables have grown. */
@ExtendWith(PostgresServer.Resolver.class)
class PostgresCheckTest {

  private static final int ROWS = 20_000;

  /** As the check asks whether usage was paid for. */
  private static final String UNPAID =
      "explain select u.hold from tollgate_usage u left join tollgate_transfer t"
          + " on t.id = u.hold and t.kind = 'usage'"
          + " where u.cost <> coalesce(t.amount, 0) or t.account <> u.account"
          + " fetch next 100 rows only";

  @Test
  void readsNoTableOnceForEachRowOfAnother(PostgresServer server) throws Exception {
    DatabaseLogin login = server.empty();
    Beside beside = new Beside(login);
    // It makes the tables.
    PostgresServer.node(login).close();
    try (Reads reads = new Reads(new PostgresEngine(login))) {
      beside.run("alter table tollgate_usage set (autovacuum_enabled = off)");
      beside.run("alter table tollgate_transfer set (autovacuum_enabled = off)");
      String series = " from generate_series(1, " + ROWS + ") as series (n)";
      beside.run(
          "insert into tollgate_usage select 'h' || n, 'a', 'k', 'r', 'm', '', 1, 1, 0, 0, false,"
              + " 1, 0, now(), date '2026-11-22'"
              + series);
      beside.run(
          "insert into tollgate_transfer (id, account, debit, credit, amount, kind, balance,"
              + " recorded) select 'h' || n, 'a', 'a', 'x', 1, 'usage', n, now()"
              + series);

      // Else this shows nothing.
      assertThat(reads.read(PostgresCheckTest::plan)).contains("Nested Loop");
      assertThat(reads.snapshot(PostgresCheckTest::plan)).doesNotContain("Nested Loop");
      assertThat(reads.read(PostgresCheckTest::plan)).contains("Nested Loop");
    }
  }

  private static String plan(DSLContext sql) {
    return sql.fetch(UNPAID).format(100);
  }
}
