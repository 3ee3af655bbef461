package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Sequences.TOLLGATE_EPOCH;
import static dev.tollgate.store.schema.Tables.TOLLGATE_NODE;

import dev.tollgate.store.journal.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
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
   * A database that is ready.
   *
   * @param epoch of this process
   * @param journal takes its settlements; null where each of them syncs the database
   */
  record Booted(long epoch, @Nullable Journal journal) {}

  /**
   * Brings the tables up to date, registers this process and gives back the holds of those before.
   *
   * @return what the process works with
   * @throws IllegalStateException with one line for the operator
   */
  static Booted boot(Engine engine, Connection connection, Instant now) {
    try (Statement statement = connection.createStatement()) {
      engine.sync(statement);
      migrate(engine.source());
      connection.setAutoCommit(false);
      DSLContext sql = engine.sql(connection);
      // Before this process is registered: an older copy of a database gives the same epoch again.
      Journal journal = openJournal(engine.file(connection), sql);
      Long epoch = sql.nextval(TOLLGATE_EPOCH);
      sql.insertInto(TOLLGATE_NODE)
          .set(TOLLGATE_NODE.EPOCH, epoch)
          .set(TOLLGATE_NODE.NAME, "embedded")
          .set(TOLLGATE_NODE.STARTED, Times.stored(now))
          .set(TOLLGATE_NODE.SEEN, Times.stored(now))
          .execute();
      int settled = redo(connection, sql, journal);
      // An embedded database has one process: whoever else made a hold is dead.
      int expired = 0;
      int step;
      do {
        step = Expiry.expire(sql, Expiry.ofDeadOwners(epoch), now);
        expired += step;
      } while (step == Expiry.STEP);
      connection.commit();
      engine.sync(statement);
      if (journal != null) {
        journal.start(epoch);
      }
      // Not before the journal is ours: until then it is known by the process that left it.
      sql.deleteFrom(TOLLGATE_NODE).where(TOLLGATE_NODE.EPOCH.ne(epoch)).execute();
      connection.commit();
      if (settled > 0) {
        LOG.info("settled {} holds again from the journal of a process that crashed", settled);
      }
      if (expired > 0) {
        LOG.info("gave back {} holds of a process that ended without settling them", expired);
      }
      connection.setAutoCommit(true);
      engine.take(connection);
      return new Booted(epoch, journal);
    } catch (SQLException failure) {
      throw refused(failure);
    } catch (IOException failure) {
      throw new IllegalStateException("the journal can't be opened: " + failure, failure);
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

  /** Null where the database has none. */
  private static @Nullable Journal openJournal(@Nullable Path file, DSLContext sql)
      throws IOException {
    if (file == null) {
      return null;
    }
    Journal journal = Journal.open(file);
    if (journal.leftBy() > 0
        && !sql.fetchExists(TOLLGATE_NODE, TOLLGATE_NODE.EPOCH.eq(journal.leftBy()))) {
      throw foreign(null);
    }
    return journal;
  }

  /** Settles again what a crashed process had settled; tells how many. */
  private static int redo(Connection connection, DSLContext sql, @Nullable Journal journal)
      throws SQLException {
    int settled = 0;
    if (journal != null && !journal.left().isEmpty()) {
      HoldEnding ending = new HoldEnding(connection, new HotSql(sql));
      for (byte[] record : journal.left()) {
        settled += redo(ending, SettledBytes.read(record));
      }
    }
    return settled;
  }

  private static int redo(HoldEnding ending, List<Move> settled) throws SQLException {
    try {
      return ending.redo(settled);
    } catch (SQLTransientException noSuchAccount) {
      throw foreign(noSuchAccount);
    }
  }

  private static IllegalStateException foreign(@Nullable Exception cause) {
    return new IllegalStateException(
        "the journal beside the database is of another one; put back the file that it is of, or"
            + " move the journal away if what was charged in its last second may be lost",
        cause);
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
