package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A kind of database: how to connect to it, speak to it, and make what is committed last. */
interface Engine {

  /**
   * The engine for that URL.
   *
   * @throws IllegalArgumentException with one line for the operator when it is no URL that we can
   *     use
   */
  static Engine of(DatabaseLogin login) {
    return login.url().startsWith(PostgresEngine.SCHEME)
        ? new PostgresEngine(login)
        : new H2Engine(login);
  }

  /** Connections for reading. */
  DataSource source();

  /**
   * Connects for writing.
   *
   * @throws SQLException when that does not work now, or the database {@link #isLost}
   */
  Connection connect() throws SQLException;

  /**
   * Has commits of that connection no longer wait for the disk, and gives what does in their stead;
   * null where {@link Durability} does, before the writer goes on.
   */
  @Nullable Barrier barrier(Connection writing) throws SQLException;

  /** Statements on that connection, within its transaction. */
  DSLContext sql(Connection connection);

  /**
   * The statement after which each statement of its connection ends by that time: the driver's own
   * timeout wakes a thread of the driver for each of PostgreSQL's.
   */
  String deadline(int millis);

  /**
   * The statement after which a transaction joins tables by reading each once, whatever the
   * database believes of their sizes; null where it knows no other way or needs no telling.
   */
  @Nullable String wholeTables();

  /** True when other processes may write to the same database. */
  boolean isShared();

  /**
   * The expression of the time that the processes share, in Unix seconds; null where there is one
   * process.
   */
  @Nullable String sharedClock();

  /**
   * True when the database is not to be trusted until a restart, whatever it answers: nothing of it
   * is to be told.
   */
  boolean isLost();

  /**
   * Brings the tables up to date, registers this process, and gives back what processes before it
   * left behind.
   *
   * @param connection for this alone, or to be kept by what is started
   */
  Node join(Connection connection, Instant now) throws SQLException;

  /** Why the database does not open, in one line; null when only its own words tell. */
  @Nullable String explain(SQLException failure);
}
