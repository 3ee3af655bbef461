package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A second connection to the server: its own commit is on disk no sooner than all that stands
 * before it in the log, whoever committed that.
 */
final class PostgresBarrier implements Barrier {

  private static final String STARTED = "pg_postmaster_start_time()::text";

  /**
   * The least that makes a commit wait: a transaction that wrote nothing does not. It says so
   * itself, and tells who carries it out, in case something between here and the server changes
   * sessions; a pooler that keeps this connection over a crash of the server's sessions still can't
   * be told.
   */
  private static final String WRITE =
      "SELECT "
          + STARTED
          + ", set_config('synchronous_commit', 'on', true),"
          + " pg_logical_emit_message(true, 'tollgate', '')";

  private final Connection connection;
  private final Statement statement;
  private final String server;
  private volatile boolean broken;

  private PostgresBarrier(Connection connection, String server) throws SQLException {
    this.connection = connection;
    this.server = server;
    statement = connection.createStatement();
  }

  /**
   * Has commits of a connection no longer wait for the disk.
   *
   * @param writing whose commits
   * @param waiting a connection for this alone
   * @throws SQLException also when the two lead to two servers, of which one can't speak for the
   *     other
   */
  static Barrier relieve(Connection writing, Connection waiting) throws SQLException {
    try (Statement writer = writing.createStatement()) {
      PostgresBarrier barrier = new PostgresBarrier(waiting, text(writer, "SELECT " + STARTED));
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
      if (!server.equals(text(statement, WRITE))) {
        throw new SQLException("two connections to the database lead to two servers");
      }
    } catch (Throwable failure) {
      // An Error too: what it left unread would be taken for the answer of the next.
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
