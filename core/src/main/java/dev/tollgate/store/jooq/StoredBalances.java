package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads balances from the table, where there is one writer and so nothing to lock. */
final class StoredBalances implements Balances {

  private final Prepared posted;

  StoredBalances(Connection connection, H2Sql sql) throws SQLException {
    posted = new Prepared(connection, sql.posted());
  }

  @Override
  public Map<String, Long> of(Set<String> accounts) throws SQLException {
    Map<String, Long> balances = new HashMap<>();
    try (ResultSet row = posted.texts(accounts.toArray(String[]::new)).query()) {
      while (row.next()) {
        balances.put(row.getString(1), row.getLong(2));
      }
    }
    return balances;
  }

  @Override
  public void forget() throws SQLException {
    posted.forget();
  }
}
