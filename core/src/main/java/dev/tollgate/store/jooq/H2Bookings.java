package dev.tollgate.store.jooq;

import static java.util.stream.Collectors.groupingBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Books where there is one writer, and the database in its own process: a statement at a time. */
final class H2Bookings implements Bookings {

  /** What happens to a hold's row. */
  private record Step(HoldState from, HoldState to) {}

  private final Prepared holds;
  private final StoredBalances balances;
  private final Prepared endHolds;
  private final Prepared charge;
  private final Script transfers;
  private final Script usage;
  private final MovedRows rows;
  private final Prepared addToDay;
  private final Prepared startDay;

  H2Bookings(Connection connection, HotSql sql, H2Sql h2) throws SQLException {
    holds = new Prepared(connection, sql.holds());
    balances = new StoredBalances(connection, h2);
    endHolds = new Prepared(connection, h2.endHolds());
    charge = new Prepared(connection, h2.charge());
    transfers = new Script(connection);
    usage = new Script(connection);
    rows = new MovedRows(transfers.add(sql.insertTransfer()), usage.add(sql.insertUsage()));
    addToDay = new Prepared(connection, h2.addToDay());
    startDay = new Prepared(connection, h2.startDay());
  }

  @Override
  public Map<String, HoldRow> holds(Set<String> ids) throws SQLException {
    try (ResultSet row = holds.texts(ids.toArray(String[]::new)).query()) {
      return HoldRow.all(row);
    }
  }

  @Override
  public void book(List<Move> held, List<Move> moves) throws SQLException {
    endHolds(held);
    Map<String, Sums.OfAccount> accounts = Sums.byAccount(moves);
    Map<String, Long> posted = Sums.posted(accounts, balances);
    for (var account : accounts.entrySet()) {
      Sums.OfAccount sum = account.getValue();
      charge
          .number(sum.cost())
          .number(sum.cost())
          .number(sum.unreserved())
          .text(account.getKey())
          .add();
    }
    charge.flushEachToOneRow();
    rows.add(moves, posted);
    transfers.run();
    usage.run();
    addToDays(List.copyOf(Sums.byDay(moves).entrySet()));
  }

  @Override
  public void forget() throws SQLException {
    holds.forget();
    balances.forget();
    endHolds.forget();
    charge.forget();
    transfers.forget();
    usage.forget();
    addToDay.forget();
    startDay.forget();
  }

  private void endHolds(List<Move> moves) throws SQLException {
    Map<Step, List<Move>> steps =
        moves.stream().collect(groupingBy(move -> new Step(move.row().state(), move.target())));
    for (var step : steps.entrySet()) {
      List<Move> taken = step.getValue();
      endHolds
          .text(step.getKey().to().name())
          .time(last(taken))
          .texts(taken.stream().map(move -> move.row().id()).toArray(String[]::new))
          .texts(step.getKey().from().others())
          .updateRows(taken.size());
    }
  }

  /** One time for all of a step: nothing is decided by when a hold ended. */
  private static Instant last(List<Move> moves) {
    return moves.stream().map(Move::time).max(Comparator.naturalOrder()).orElseThrow();
  }

  private void addToDays(List<Map.Entry<Sums.Day, Sums.OfDay>> sums) throws SQLException {
    for (var sum : sums) {
      bind(addToDay, sum).add();
    }
    int[] found = addToDay.flush();
    for (int i = 0; i < found.length; i++) {
      if (found[i] == 0) {
        bind(startDay, sums.get(i)).add();
      }
    }
    startDay.flush();
  }

  private static Prepared bind(Prepared statement, Map.Entry<Sums.Day, Sums.OfDay> sum)
      throws SQLException {
    return statement
        .number(sum.getValue().requests())
        .number(sum.getValue().promptTokens())
        .number(sum.getValue().completionTokens())
        .number(sum.getValue().cost())
        .text(sum.getKey().account())
        .day(sum.getKey().day())
        .text(sum.getKey().model())
        .text(sum.getKey().keyId())
        .text(sum.getKey().callName());
  }
}
