package dev.tollgate.store.jooq;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** Knows from the locks what there is, and writes what it takes with the rows of the holds. */
final class PostgresReserves implements Reserves {

  private final AccountLocks locks;
  private final Columns taken;

  /**
   * Makes one.
   *
   * @param script also writes the rows of the holds, behind this
   */
  PostgresReserves(AccountLocks locks, Script script, PostgresSql sql) {
    this.locks = locks;
    taken = script.add(sql.reserve());
  }

  /** None: to go through them one by one costs no way to the server. */
  @Override
  public Set<String> reserve(Map<String, Long> sums) {
    return Set.of();
  }

  @Override
  public long available(String account) throws SQLException {
    return locks.available(account);
  }

  @Override
  public void gaveBack(String account) {
    locks.changed(account);
  }

  @Override
  public void take(String account, long nanos) {
    locks.reserve(account, nanos);
    taken.text(account).number(nanos).add();
  }

  @Override
  public void forget() {
    taken.clear();
  }
}
