package dev.tollgate.store.jooq;

import com.google.common.base.Ticker;
import dev.tollgate.contract.Orders;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time of a database as all of its nodes see it: it stands still until it is moved. */
final class SharedClock {

  private final DatabaseLogin login;
  private volatile Instant now;

  /** Sets up the clock of an empty database. */
  SharedClock(DatabaseLogin login, Instant now) {
    this.login = login;
    this.now = now;
    execute("create table test_clock as select " + now.getEpochSecond() + "::bigint as now");
  }

  void move(Duration step) {
    now = now.plus(step);
    execute("update test_clock set now = " + now.getEpochSecond());
  }

  /** A node whose windows go by this clock. */
  Database node() {
    InstantSource clock = InstantSource.fixed(Orders.NOW);
    return Database.open(
        new PostgresEngine(login, "(select now from test_clock)"),
        clock,
        Ticker.systemTicker(),
        Databases.ids(clock));
  }

  private void execute(String sql) {
    try (Connection connection = PostgresServer.beside(login);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
