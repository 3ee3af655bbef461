package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_NODE;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tollgate.ledger.Page;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections for reading, each wait on them with a deadline. Thread-safe. */
final class Reads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reads.class);
  private static final int CONNECTIONS = 4;
  private static final long CONNECT_MILLIS = 1_000;
  private static final int STATEMENT_MILLIS = 5_000;

  private static final int LOOKUP_MILLIS = 1_000;

  /** A check of the whole database reads every row of it. */
  private static final int CHECK_MILLIS = 600_000;

  /** How much later than its statement a silent connection is given up. */
  private static final int SILENT_MILLIS = 20_000;

  private final Engine engine;
  private final HikariDataSource pool;

  Reads(Engine engine) {
    this.engine = engine;
    HikariConfig config = new HikariConfig();
    config.setDataSource(engine.source());
    config.setPoolName("tollgate-reads");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setValidationTimeout(CONNECT_MILLIS);
    config.setConnectionInitSql(engine.deadline(STATEMENT_MILLIS));
    pool = new HikariDataSource(config);
  }

  /**
   * Runs a query.
   *
   * @throws dev.tollgate.refusal.Refusal OVERLOADED when the database does not answer in time
   */
  <T> T read(Function<DSLContext, T> query) {
    try (Connection connection = connection()) {
      return query.apply(engine.sql(connection));
    } catch (SQLException | DataAccessException failure) {
      throw overloaded(failure);
    }
  }

  /**
   * Runs a query of one row by its key, for a caller who learns within two seconds that the
   * database is stalled.
   *
   * @throws dev.tollgate.refusal.Refusal OVERLOADED when the database does not answer in time
   */
  <T> T lookup(Function<DSLContext, T> query) {
    try (Connection connection = connection()) {
      // Undone by the pool when it gets the connection back.
      connection.setNetworkTimeout(Runnable::run, LOOKUP_MILLIS);
      return query.apply(engine.sql(connection));
    } catch (SQLException | DataAccessException failure) {
      throw overloaded(failure);
    }
  }

  /** Runs queries of whole tables on one state of the database, with time enough for all of it. */
  <T> T snapshot(Function<DSLContext, T> queries) {
    try (Connection connection = connection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      // Undone by the pool when it gets the connection back.
      connection.setNetworkTimeout(Runnable::run, CHECK_MILLIS + SILENT_MILLIS);
      DSLContext sql = engine.sql(connection);
      sql.execute(engine.deadline(CHECK_MILLIS));
      String wholeTables = engine.wholeTables();
      if (wholeTables != null) {
        sql.execute(wholeTables);
      }
      try {
        return queries.apply(sql);
      } finally {
        connection.rollback();
        sql.execute(engine.deadline(STATEMENT_MILLIS));
      }
    } catch (SQLException | DataAccessException failure) {
      throw overloaded(failure);
    }
  }

  /** True when a connection comes and answers within about a second. */
  boolean answers() {
    try (Connection connection = connection()) {
      // A query, since H2 calls a connection valid whose database has closed.
      return connection.isValid(1) && engine.sql(connection).fetchExists(TOLLGATE_NODE);
    } catch (SQLException | DataAccessException failure) {
      return false;
    }
  }

  /** A page of rows of which one more than wanted was read, to learn whether there are more. */
  static <T> Page<T> page(List<T> rows, int limit, Function<T, String> cursor) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> shown = rows.subList(0, limit);
    return new Page<>(shown, cursor.apply(shown.get(limit - 1)));
  }

  @Override
  public void close() {
    pool.close();
  }

  private Connection connection() throws SQLException {
    if (engine.isLost()) {
      throw new SQLException("the database was lost");
    }
    return pool.getConnection();
  }

  private RuntimeException overloaded(Exception failure) {
    if (engine.isLost()) {
      LOG.debug("a read of a database that was lost", failure);
    } else {
      LOG.warn("a read failed", failure);
    }
    return BatchRunner.overloaded();
  }
}
