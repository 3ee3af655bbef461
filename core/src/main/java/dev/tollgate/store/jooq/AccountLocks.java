package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Locks every account that a batch will touch, in the order of their ids, before it touches one:
 * two nodes whose batches have the same accounts then wait for each other and never deadlock.
 *
 * <p>For the writer's thread alone.
 */
final class AccountLocks {

  private final Prepared lock;

  AccountLocks(Connection connection, HotSql sql) throws SQLException {
    lock = new Prepared(connection, sql.lockAccounts());
  }

  void take(List<Command.Hold> holds, List<Command.End> ends) throws SQLException {
    String[] accounts =
        holds.stream()
            .map(hold -> hold.order().caller().account().value())
            .distinct()
            .toArray(String[]::new);
    String[] ended = ends.stream().map(end -> end.hold().value()).toArray(String[]::new);
    try (ResultSet rows = lock.texts(accounts).texts(ended).query()) {
      while (rows.next()) {
        // Read to the end: the server locks row by row.
      }
    }
  }

  void forget() throws SQLException {
    lock.forget();
  }
}
