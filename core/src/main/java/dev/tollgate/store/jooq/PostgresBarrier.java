package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A second connection to the server: its own commit is on disk no sooner than all that stands
 * before it in the log, whoever committed that.
 */
final class PostgresBarrier implements Barrier {

  /** The least that makes a commit wait: a transaction that wrote nothing does not. */
  private static final String WRITE = "SELECT pg_logical_emit_message(true, 'tollgate', '')";

  private static final String STARTED = "SELECT pg_postmaster_start_time()::text";

  private final Connection connection;
  private final Statement statement;
  private volatile boolean broken;

  private PostgresBarrier(Connection connection) throws SQLException {
    this.connection = connection;
    statement = connection.createStatement();
  }

  /**
   * Has commits of a connection no longer wait for the disk.
   *
   * @param writing whose commits
   * @param waiting a connection for this alone, whose commits do wait
   * @throws SQLException also when the two lead to two servers, of which one can't speak for the
   *     other
   */
  static Barrier between(Connection writing, Connection waiting) throws SQLException {
    try (Statement writer = writing.createStatement()) {
      PostgresBarrier barrier = new PostgresBarrier(waiting);
      String server = text(barrier.statement, STARTED);
      if (!server.equals(text(writer, STARTED))) {
        throw new SQLException("two connections to the database lead to two servers");
      }
      barrier.pass();
      writer.execute("SET synchronous_commit = off");
      return barrier;
    } catch (SQLException | RuntimeException failure) {
      waiting.close();
      throw failure;
    }
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void pass() throws SQLException {
    if (broken) {
      throw new SQLException("the connection that waits for the disk broke before");
    }
    try {
      statement.execute(WRITE);
    } catch (SQLException | RuntimeException failure) {
      close();
      throw failure;
    }
  }

  @Override
  public boolean isBroken() {
    return broken;
  }

  @Override
  public void close() {
    broken = true;
    try {
      connection.abort(Runnable::run);
    } catch (SQLException closed) {
      // It is of no use any more, whatever it says.
    }
  }
}
