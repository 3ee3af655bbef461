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
 * is posted and what is reserved on them it learns on the way.
 *
 * <p>For the writer's thread alone.
 */
final class AccountLocks implements Balances {

  private final Prepared lock;
  private final Prepared balance;

  /** By account, of those that are locked. */
  private final Map<String, Long> posted = new HashMap<>();

  /** The same, of what is posted and not reserved. */
  private final Map<String, Long> available = new HashMap<>();

  AccountLocks(Connection connection, HotSql sql, PostgresSql postgres) throws SQLException {
    lock = new Prepared(connection, postgres.lockAccounts());
    balance = new Prepared(connection, sql.balance());
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
    available.clear();
    try (ResultSet row = lock.texts(accounts).texts(ended).query()) {
      while (row.next()) {
        posted.put(row.getString(1), row.getLong(2));
        available.put(row.getString(1), Math.subtractExact(row.getLong(2), row.getLong(3)));
      }
    }
  }

  /** Of the accounts that were taken for this transaction; a hold changes nothing of it. */
  @Override
  public Map<String, Long> of(Set<String> accounts) {
    return Maps.filterKeys(posted, accounts::contains);
  }

  /**
   * What may still be reserved on an account that was taken for this transaction: as it was then,
   * or after it changed, less what was reserved since. Nothing where it was not taken.
   */
  long available(String account) throws SQLException {
    if (!posted.containsKey(account)) {
      return 0;
    }
    Long known = available.get(account);
    if (known == null) {
      try (ResultSet row = balance.text(account).query()) {
        known = row.next() ? Math.subtractExact(row.getLong(1), row.getLong(2)) : 0;
      }
      available.put(account, known);
    }
    return known;
  }

  /** From now on that much less is available there. */
  void reserve(String account, long nanos) {
    available.computeIfPresent(account, (id, before) -> Math.subtractExact(before, nanos));
  }

  /** What is available there is to be read again; while nothing that was reserved is unwritten. */
  void changed(String account) {
    available.remove(account);
  }

  @Override
  public void forget() throws SQLException {
    posted.clear();
    available.clear();
    lock.forget();
    balance.forget();
  }
}
