package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Sequences.TOLLGATE_EPOCH;
import static dev.tollgate.store.schema.Tables.TOLLGATE_NODE;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to a database before the first request. */
final class Boot {

  private static final Logger LOG = LoggerFactory.getLogger(Boot.class);
  private static final String SCHEMA = "classpath:dev/tollgate/store/schema";

  /** H2's code for a file that another process has open. */
  private static final int IN_USE = 90020;

  /** H2's codes for a wrong name or password, and for a user without the right to sync. */
  private static final int WRONG_LOGIN = 28000;

  private static final int NO_RIGHT = 90040;

  private Boot() {}

  /**
   * Brings the tables up to date, registers this process and gives back the holds of those before.
   *
   * @return the epoch of this process
   * @throws IllegalStateException with one line for the operator
   */
  static long boot(Engine engine, Connection connection, Instant now) {
    try (Statement statement = connection.createStatement()) {
      engine.sync(statement);
      migrate(engine.source());
      connection.setAutoCommit(false);
      DSLContext sql = engine.sql(connection);
      Long epoch = sql.nextval(TOLLGATE_EPOCH);
      sql.insertInto(TOLLGATE_NODE)
          .set(TOLLGATE_NODE.EPOCH, epoch)
          .set(TOLLGATE_NODE.NAME, "embedded")
          .set(TOLLGATE_NODE.STARTED, Times.stored(now))
          .set(TOLLGATE_NODE.SEEN, Times.stored(now))
          .execute();
      // An embedded database has one process: whoever else made a hold is dead.
      int expired = 0;
      int step;
      do {
        step = Expiry.expire(sql, Expiry.ofDeadOwners(epoch), now);
        expired += step;
      } while (step == Expiry.STEP);
      sql.deleteFrom(TOLLGATE_NODE).where(TOLLGATE_NODE.EPOCH.ne(epoch)).execute();
      connection.commit();
      engine.sync(statement);
      if (expired > 0) {
        LOG.info("gave back {} holds of a process that ended without settling them", expired);
      }
      return epoch;
    } catch (SQLException failure) {
      throw refused(failure);
    } catch (DataAccessException | FlywayException failure) {
      throw new IllegalStateException("the database can't be prepared: " + line(failure), failure);
    }
  }

  /** One line that says why the database does not open. */
  static IllegalStateException refused(SQLException failure) {
    String why =
        switch (failure.getErrorCode()) {
          case IN_USE -> "another process has it open";
          case WRONG_LOGIN -> "wrong username or password";
          case NO_RIGHT -> "its user has to be an administrator of it, to sync it to the disk";
          default -> line(failure);
        };
    return new IllegalStateException("the database does not open: " + why, failure);
  }

  private static void migrate(DataSource source) {
    Flyway.configure(Boot.class.getClassLoader())
        .dataSource(source)
        .locations(SCHEMA)
        .table("tollgate_schema_history")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  private static String line(Exception failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
