package dev.tollgate.store.jooq;

import dev.tollgate.ledger.AccountId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    Set<String> known = new HashSet<>();
    holds.forEach(hold -> known.add(hold.order().caller().account().value()));
    // Also when the hold is not there: a lost one is booked, and one that a broken connection may
    // have left behind is there once who has the account's lock has let it go.
    for (Command.End end : ends) {
      AccountId account = end.account();
      if (account != null) {
        known.add(account.value());
      }
    }
    String[] accounts = known.toArray(String[]::new);
    String[] ended =
        ends.stream()
            .filter(end -> end.account() == null)
            .map(end -> end.hold().value())
            .toArray(String[]::new);
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
