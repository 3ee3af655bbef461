package dev.tollgate.store.jooq;

import com.google.common.collect.Maps;
import dev.tollgate.ledger.AccountId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Locks every account that a batch will touch, in the order of their ids, before it touches one:
 * two nodes whose batches have the same accounts then wait for each other and never deadlock. What
 * is posted on them it learns on the way.
 *
 * <p>For the writer's thread alone.
 */
final class AccountLocks implements Balances {

  private final Prepared lock;

  /** By account, of those that are locked. */
  private final Map<String, Long> posted = new HashMap<>();

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
    posted.clear();
    try (ResultSet row = lock.texts(accounts).texts(ended).query()) {
      while (row.next()) {
        posted.put(row.getString(1), row.getLong(2));
      }
    }
  }

  /** Of the accounts that were taken for this transaction; a hold changes nothing of it. */
  @Override
  public Map<String, Long> of(Set<String> accounts) {
    return Maps.filterKeys(posted, accounts::contains);
  }

  @Override
  public void forget() throws SQLException {
    posted.clear();
    lock.forget();
  }
}
