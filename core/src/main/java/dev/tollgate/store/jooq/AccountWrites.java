package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a batch changes accounts, which is another way where the writer shares the database.
 *
 * @param locks what a transaction begins with, where others write, too
 * @param reserves what holds set aside
 * @param bookings what their ends move
 */
record AccountWrites(@Nullable AccountLocks locks, Reserves reserves, Bookings bookings) {

  /** For the one process that has the database. */
  static AccountWrites alone(Connection connection, DSLContext sql, HotSql hot)
      throws SQLException {
    H2Sql h2 = new H2Sql(sql);
    return new AccountWrites(
        null, new H2Reserves(connection, hot, h2), new H2Bookings(connection, hot, h2));
  }

  /**
   * For one of several.
   *
   * @param placed also writes the rows of the holds
   */
  static AccountWrites shared(Connection connection, DSLContext sql, HotSql hot, Script placed)
      throws SQLException {
    PostgresSql postgres = new PostgresSql(sql);
    AccountLocks locks = new AccountLocks(connection, hot, postgres);
    return new AccountWrites(
        locks,
        new PostgresReserves(locks, placed, postgres),
        new PostgresBookings(connection, hot, postgres, locks));
  }

  /** From here to the transaction's end no other changes the accounts that these are of. */
  void begin(List<Command.Hold> holds, List<Command.End> ends) throws SQLException {
    if (locks != null && !(holds.isEmpty() && ends.isEmpty())) {
      locks.take(holds, ends);
    }
  }
}
