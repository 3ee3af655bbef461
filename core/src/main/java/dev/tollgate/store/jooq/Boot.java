package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.exception.DataAccessException;

/** What happens to a database before the first request. */
final class Boot {

  private static final String SCHEMA = "classpath:dev/tollgate/store/schema";

  private Boot() {}

  /**
   * Takes the database for this process.
   *
   * @throws IllegalStateException with one line for the operator
   */
  static Node boot(Engine engine, Instant now) {
    try {
      // Open from here on: H2 closes a database with its last connection.
      Connection connection = engine.connect();
      try {
        return engine.join(connection, now);
      } catch (SQLException | RuntimeException failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw refused(engine, failure);
    } catch (DataAccessException | FlywayException failure) {
      throw new IllegalStateException("the database can't be prepared: " + line(failure), failure);
    }
  }

  /** One line that says why the database does not open. */
  private static IllegalStateException refused(Engine engine, SQLException failure) {
    String why = engine.explain(failure);
    return new IllegalStateException(
        "the database does not open: " + (why == null ? line(failure) : why), failure);
  }

  /** Brings the tables up to date, and makes them where there are none. */
  static void migrate(DataSource source) {
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
