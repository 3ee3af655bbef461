package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the table by trying, where there is one writer and so nothing to lock beforehand. */
final class H2Reserves implements Reserves {

  private final Prepared reserve;
  private final Prepared balance;

  H2Reserves(Connection connection, HotSql sql, H2Sql h2) throws SQLException {
    reserve = new Prepared(connection, h2.reserve());
    balance = new Prepared(connection, sql.balance());
  }

  @Override
  public Set<String> reserve(Map<String, Long> sums) throws SQLException {
    List<String> asked = new ArrayList<>();
    for (var account : sums.entrySet()) {
      long sum = account.getValue();
      reserve.number(sum).text(account.getKey()).number(Math.max(sum, 1)).add();
      asked.add(account.getKey());
    }
    int[] found = reserve.flush();
    Set<String> reserved = new HashSet<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i] != 0) {
        reserved.add(asked.get(i));
      }
    }
    return reserved;
  }

  @Override
  public long available(String account) throws SQLException {
    try (ResultSet row = balance.text(account).query()) {
      return row.next() ? Math.subtractExact(row.getLong(1), row.getLong(2)) : 0;
    }
  }

  /** It asks the table anyway. */
  @Override
  public void gaveBack(String account) {}

  @Override
  public void take(String account, long nanos) throws SQLException {
    reserve.number(nanos).text(account).number(nanos).updateRows(1);
  }

  @Override
  public void forget() throws SQLException {
    reserve.forget();
    balance.forget();
  }
}
