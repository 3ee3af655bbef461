package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How a batch changes accounts, which is another way where the writer shares the database.
 *
 * @param reserves what holds set aside
 * @param bookings what their ends move
 */
record AccountWrites(Reserves reserves, Bookings bookings) {

  /** For the one process that has the database. */
  static AccountWrites alone(Connection connection, HotSql hot) throws SQLException {
    H2Sql sql = new H2Sql(hot.sql());
    return new AccountWrites(
        new H2Reserves(connection, hot, sql), new H2Bookings(connection, hot, sql));
  }

  /**
   * For one of several.
   *
   * @param placed also writes the rows of the holds
   */
  static AccountWrites shared(Connection connection, HotSql hot, Script placed)
      throws SQLException {
    PostgresSql sql = new PostgresSql(hot.sql());
    AccountLocks locks = new AccountLocks(connection, hot, sql);
    return new AccountWrites(
        new PostgresReserves(locks, placed, sql),
        new PostgresBookings(connection, hot, sql, locks));
  }
}
