package dev.tollgate.samples.benchmark;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills the tables as years of use would: each usage row with its transfer, spread over accounts,
 * models, call names and the 365 days before today, the sums with them. The books balance
 * afterwards, so that the integrity check stays a check.
 */
final class Growth {

  private static final int STEP = 100_000;
  private static final long COST = 1_000;

  private final Store store;

  Growth(Store store) {
    this.store = store;
  }

  /** Adds that many rows of usage. */
  void add(long rows) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE benchmark_account AS"
              + " SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM tollgate_account");
      statement.execute("CREATE UNIQUE INDEX benchmark_account_by_n ON benchmark_account (n)");
      long accounts;
      try (ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM benchmark_account")) {
        count.next();
        accounts = count.getLong(1);
      }
      for (long first = 1; first <= rows; first += STEP) {
        step(statement, first, Math.min(first + STEP - 1, rows), accounts);
      }
      sum(statement);
      statement.execute("DROP TABLE benchmark_account");
      for (String upkeep : store.upkeep()) {
        statement.execute(upkeep);
      }
    }
  }

  private void step(Statement statement, long first, long last, long accounts) throws SQLException {
    // Ids begin with zeros, as ids of long ago do.
    String id = "'hold_0' || LPAD(CAST(x AS VARCHAR(20)), 25, '0')";
    String time = "CURRENT_TIMESTAMP - (1 + MOD(x / 100, 365)) * INTERVAL '1' DAY";
    String from =
        " FROM %s JOIN benchmark_account b ON b.n = MOD(x, %d) JOIN tollgate_account a ON a.id = b.id"
            .formatted(store.numbers(first, last), accounts);
    statement.execute(
        """
        INSERT INTO tollgate_usage (hold, account, key_id, request_id, model, call_name,
          prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens, estimated, cost, loss,
          recorded, usage_day)
        SELECT %s, a.id, 'benchkey', 'req_' || x, 'model-' || MOD(x / 7, 5),
          'call-' || MOD(x / 11, 3), 20, 64, 0, 0, FALSE, %d, 0, %s,
          CURRENT_DATE - CAST(1 + MOD(x / 100, 365) AS INTEGER)
        """
                .formatted(id, COST, time)
            + from);
    statement.execute(
        """
        INSERT INTO tollgate_transfer (id, account, debit, credit, amount, kind, balance, recorded,
          request_id)
        SELECT %1$s, a.id, a.id, 'revenue', %2$d, 'usage',
          a.posted - %2$d * ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY x), %3$s, 'req_' || x
        """
                .formatted(id, COST, time)
            + from
            + " ORDER BY x");
    // How many of the numbers fell to each account.
    statement.execute(
        """
        UPDATE tollgate_account SET posted = posted - %1$d * (SELECT
          (%3$d - n + %4$d) / %4$d - (%2$d - 1 - n + %4$d) / %4$d
          FROM benchmark_account b WHERE b.id = tollgate_account.id)
        """
            .formatted(COST, first, last, accounts));
  }

  private static void sum(Statement statement) throws SQLException {
    statement.execute(
        """
        INSERT INTO tollgate_usage_daily (account, usage_day, model, key_id, call_name, requests,
          prompt_tokens, completion_tokens, cost)
        SELECT account, usage_day, model, key_id, call_name, COUNT(*), SUM(prompt_tokens),
          SUM(completion_tokens), SUM(cost)
        FROM tollgate_usage WHERE usage_day < CURRENT_DATE
        GROUP BY account, usage_day, model, key_id, call_name
        """);
    statement.execute(
        """
        UPDATE tollgate_account SET charged = (SELECT SUM(cost) FROM tollgate_usage_daily u
          WHERE u.account = tollgate_account.id)
        WHERE id IN (SELECT account FROM tollgate_usage_daily)
        """);
  }
}
