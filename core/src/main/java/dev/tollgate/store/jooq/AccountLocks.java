package dev.tollgate.store.jooq;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import dev.tollgate.ledger.AccountId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Locks every account that a batch will touch, in the order of their ids, before it touches one:
 * two nodes whose batches have the same accounts then wait for each other and never deadlock. What
 * is posted and what is reserved on them it learns on the way, and what the holds are that are to
 * end.
 *
 * <p>For the writer's thread alone.
 */
final class AccountLocks implements Balances {

  private final Prepared lock;

  /** Gives the holds that are to end, too, without another way to the server. */
  private final Prepared lockAndRead;

  private final Prepared readHolds;
  private final Prepared readBalance;

  /** Of those that are to end, what was there behind the locks and did not change since. */
  private final Map<String, HoldRow> ending = new HashMap<>();

  /** By account, of those that are locked. */
  private final Map<String, Long> posted = new HashMap<>();

  /** The same, of what is posted and not reserved. */
  private final Map<String, Long> available = new HashMap<>();

  AccountLocks(Connection connection, HotSql sql, PostgresSql postgres) throws SQLException {
    lock = new Prepared(connection, postgres.lockAccounts());
    lockAndRead = new Prepared(connection, postgres.lockAccounts() + ";\n" + sql.holds());
    readHolds = new Prepared(connection, sql.holds());
    readBalance = new Prepared(connection, sql.balance());
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
    clear();
    if (ends.isEmpty()) {
      try (ResultSet locked = lock.texts(accounts).texts(new String[0]).query()) {
        read(locked);
      }
      return;
    }
    String[] ofUnknownAccounts = idsOf(ends.stream().filter(end -> end.account() == null));
    lockAndRead.texts(accounts).texts(ofUnknownAccounts).texts(idsOf(ends.stream()));
    try (ResultSet locked = lockAndRead.first()) {
      read(locked);
    }
    try (ResultSet row = lockAndRead.next()) {
      ending.putAll(HoldRow.all(row));
    }
  }

  private void read(ResultSet locked) throws SQLException {
    while (locked.next()) {
      String account = locked.getString(1);
      long balance = locked.getLong(2);
      posted.put(account, balance);
      available.put(account, Math.subtractExact(balance, locked.getLong(3)));
    }
  }

  private static String[] idsOf(Stream<Command.End> ends) {
    return ends.map(end -> end.hold().value()).distinct().toArray(String[]::new);
  }

  /**
   * The rows that there are of those holds. One that was not there behind the locks is asked for
   * again: it may have been placed since.
   */
  Map<String, HoldRow> holds(Set<String> ids) throws SQLException {
    Map<String, HoldRow> rows = new HashMap<>(Maps.filterKeys(ending, ids::contains));
    String[] unread = Sets.difference(ids, rows.keySet()).toArray(String[]::new);
    if (unread.length > 0) {
      try (ResultSet row = readHolds.texts(unread).query()) {
        rows.putAll(HoldRow.all(row));
      }
    }
    return rows;
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
      try (ResultSet row = readBalance.text(account).query()) {
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

  /**
   * What is available there is to be read again, and what holds are; while nothing that was
   * reserved is unwritten.
   */
  void changed(String account) {
    available.remove(account);
    ending.clear();
  }

  private void clear() {
    posted.clear();
    available.clear();
    ending.clear();
  }

  @Override
  public void forget() throws SQLException {
    clear();
    lock.forget();
    lockAndRead.forget();
    readHolds.forget();
    readBalance.forget();
  }
}
