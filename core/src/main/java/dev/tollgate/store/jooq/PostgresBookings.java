package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Books in one way to the server and back, under the locks of all accounts that are charged. */
final class PostgresBookings implements Bookings {

  private final AccountLocks locks;
  private final Script script;
  private final Columns steps;
  private final Columns charges;
  private final MovedRows rows;
  private final Columns days;

  PostgresBookings(Connection connection, HotSql sql, PostgresSql postgres, AccountLocks locks) {
    this.locks = locks;
    script = new Script(connection);
    steps = script.add(postgres.step());
    charges = script.add(postgres.charge());
    rows = new MovedRows(script.add(sql.insertTransfer()), script.add(sql.insertUsage()));
    days = script.add(postgres.addToDay());
  }

  @Override
  public Map<String, HoldRow> holds(Set<String> ids) throws SQLException {
    return locks.holds(ids);
  }

  @Override
  public void book(List<Move> held, List<Move> moves) throws SQLException {
    for (Move move : held) {
      steps
          .text(move.row().id())
          .text(move.row().state().name())
          .text(move.target().name())
          .time(move.time())
          .add();
    }
    Map<String, Sums.OfAccount> accounts = Sums.byAccount(moves);
    accounts.forEach(
        (account, sum) -> charges.text(account).number(sum.cost()).number(sum.unreserved()).add());
    rows.add(moves, Sums.posted(accounts, locks));
    Sums.byDay(moves)
        .forEach(
            (day, sum) ->
                days.text(day.account())
                    .day(day.day())
                    .text(day.model())
                    .text(day.keyId())
                    .text(day.callName())
                    .number(sum.requests())
                    .number(sum.promptTokens())
                    .number(sum.completionTokens())
                    .number(sum.cost())
                    .add());
    script.run();
  }

  @Override
  public void forget() throws SQLException {
    script.forget();
    locks.forget();
  }
}
