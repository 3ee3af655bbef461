package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Sequences.TOLLGATE_EPOCH;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL that several processes share. Thread-safe. */
final class PostgresEngine implements Engine {

  /** Whoever has this lock may migrate: "tollgate". */
  private static final long MIGRATING = 0x746f_6c6c_6761_7465L;

  static final String SCHEME = "jdbc:postgresql:";

  private static final int OLDEST = 12;
  private static final int CONNECT_SECONDS = 2;

  /**
   * How long a writer's connection may be silent: longer than a statement may take, so that the
   * server mostly ends it first when it can, and short enough that a stalled one is noticed. Of
   * several statements in one message each has its own time, and all of them have this.
   */
  private static final int WRITE_SECONDS = 3;

  /**
   * For the writer, whose batches find a few rows by their keys. A plan for each time a statement
   * runs took a sixth of a batch, so each has one for all parameters, kept until its tables are
   * analysed again. It may be made in a database's first second, when to read a whole table looks
   * cheap, as itself or through an index for a join; what has no index is small, or is read in
   * small steps. To compile a statement takes longer than any of these, and would be done for the
   * costs of what is switched off here.
   */
  private static final List<String> PLANNING =
      List.of(
          "plan_cache_mode = force_generic_plan",
          "enable_seqscan = off",
          "enable_hashjoin = off",
          "enable_mergejoin = off",
          "jit = off");

  /** A little longer than a read may take; a check of the whole database asks for more. */
  private static final int READ_SECONDS = 7;

  private static final int MIGRATION_SECONDS = 600;
  private static final int STATEMENT_MILLIS = 1_000;

  /** The server's own time, whole seconds. */
  private static final String CLOCK = "floor(extract(epoch from clock_timestamp()))::bigint";

  private final String clock;
  private final PGSimpleDataSource reading;
  private final PGSimpleDataSource writing;
  private final PGSimpleDataSource migrating;

  PostgresEngine(DatabaseLogin login) {
    this(login, CLOCK);
  }

  /** With another expression for the time that windows are counted by, in Unix seconds. */
  PostgresEngine(DatabaseLogin login, String clock) {
    this.clock = clock;
    reading = source(login, READ_SECONDS);
    writing = source(login, WRITE_SECONDS);
    migrating = source(login, MIGRATION_SECONDS);
  }

  private static PGSimpleDataSource source(DatabaseLogin login, int silentSeconds) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(login.url());
    source.setUser(login.username());
    source.setPassword(login.password());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setCancelSignalTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(silentSeconds);
    source.setTcpKeepAlive(true);
    // A statement's rows all at once, whatever the URL says: one that locks is to lock them all.
    source.setDefaultRowFetchSize(0);
    source.setReWriteBatchedInserts(true);
    source.setApplicationName("tollgate");
    return source;
  }

  /**
   * Looks whether the driver understands that URL.
   *
   * @throws IllegalArgumentException with one line for the operator, which does not repeat it
   */
  static void checkUrl(String url) {
    try {
      new PGSimpleDataSource().setUrl(url);
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "must be such as jdbc:postgresql://host:5432/database", unusable);
    }
  }

  @Override
  public DataSource source() {
    return reading;
  }

  @Override
  public Connection connect() throws SQLException {
    Connection connection = writing.getConnection();
    try (Statement statement = connection.createStatement()) {
      checkVersion(connection.getMetaData().getDatabaseMajorVersion());
      // Each condition is evaluated again on the locked row: nothing stricter is needed.
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      statement.execute(deadline(STATEMENT_MILLIS));
      statement.execute("SET lock_timeout = " + STATEMENT_MILLIS);
      statement.execute("SET synchronous_commit = on");
      for (String setting : PLANNING) {
        statement.execute("SET " + setting);
      }
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  /** What {@link #PLANNING} sets came with version 12. */
  static void checkVersion(int version) throws SQLException {
    if (version < OLDEST) {
      throw new SQLException(
          "the server is of PostgreSQL " + version + ", and has to be of " + OLDEST + " or later");
    }
  }

  @Override
  public Barrier barrier(Connection writing) throws SQLException {
    return PostgresBarrier.relieve(writing, connect());
  }

  @Override
  public DSLContext sql(Connection connection) {
    return DSL.using(connection, SQLDialect.POSTGRES);
  }

  @Override
  public String deadline(int millis) {
    return "SET statement_timeout = " + millis;
  }

  /**
   * It knows nothing of a table for its first minute, and may go through all of it for each row of
   * another: with seventy thousand rows the check took minutes.
   */
  @Override
  public String wholeTables() {
    return "SET LOCAL enable_nestloop = off";
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public String sharedClock() {
    return clock;
  }

  /** Never: what the server says that it has it has, also after it crashed. */
  @Override
  public boolean isLost() {
    return false;
  }

  @Override
  public Node join(Connection connection, Instant now) throws SQLException {
    try (connection) {
      migrate();
      DSLContext sql = sql(connection);
      Long epoch = sql.nextval(TOLLGATE_EPOCH);
      Nodes.beat(sql, epoch);
      // What the writer will need it finds out here, where that stops the start.
      barrier(connection).close();
      return new Node(epoch, new PostgresDurability(), new Heartbeat(this, epoch));
    }
  }

  /** One node at a time: Flyway's own lock is in a table, which it makes without one. */
  private void migrate() throws SQLException {
    try (Connection lock = migrating.getConnection();
        Statement statement = lock.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + MIGRATING + ")");
      Boot.migrate(migrating);
    }
  }

  @Override
  public @Nullable String explain(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return switch (state) {
      case "28P01", "28000" -> "wrong username or password";
      case "3D000" -> "the server has no database of that name";
      default -> state.startsWith("08") ? "the server can't be reached" : null;
    };
  }
}
