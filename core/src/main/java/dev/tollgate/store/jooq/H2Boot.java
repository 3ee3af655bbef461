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
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a process takes an embedded database over from the one before it. */
final class H2Boot {

  private static final Logger LOG = LoggerFactory.getLogger(H2Boot.class);

  private final H2Engine engine;
  private final Connection connection;
  private final DSLContext sql;

  H2Boot(H2Engine engine, Connection connection) {
    this.engine = engine;
    this.connection = connection;
    this.sql = engine.sql(connection);
  }

  /**
   * Brings the tables up to date, settles what the process before had settled and not written,
   * gives back what it held, and keeps the connection for the upkeep.
   *
   * @throws IllegalStateException with one line for the operator when the journal is not of this
   *     database, or can't be read
   */
  Node join(Instant now) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // The right to sync is an administrator's: without it nothing must start.
      engine.sync(statement);
      Boot.migrate(engine.source());
      connection.setAutoCommit(false);
      // Before this process is registered: an older copy of a database gives the same epoch again.
      Journal journal = openJournal(engine.file(connection));
      long epoch = register(now);
      int settled = redo(journal, epoch);
      int expired = giveBack(epoch, now);
      connection.commit();
      engine.sync(statement);
      if (journal != null) {
        journal.start(epoch);
      }
      // Not before the journal is ours: until then it is known by the process that left it.
      sql.deleteFrom(TOLLGATE_NODE).where(TOLLGATE_NODE.EPOCH.ne(epoch)).execute();
      connection.commit();
      connection.setAutoCommit(true);
      engine.take(connection);
      if (settled > 0) {
        LOG.info("settled {} holds again from the journal of a process that crashed", settled);
      }
      if (expired > 0) {
        LOG.info("gave back {} holds of a process that ended without settling them", expired);
      }
      return new Node(
          epoch, new H2Durability(engine, journal), new Checkpoints(connection, engine, journal));
    } catch (IOException failure) {
      throw new IllegalStateException("the journal can't be opened: " + failure, failure);
    }
  }

  private long register(Instant now) {
    Long epoch = sql.nextval(TOLLGATE_EPOCH);
    sql.insertInto(TOLLGATE_NODE)
        .set(TOLLGATE_NODE.EPOCH, epoch)
        .set(TOLLGATE_NODE.NAME, "embedded")
        .set(TOLLGATE_NODE.STARTED, Times.stored(now))
        .set(TOLLGATE_NODE.SEEN, Times.stored(now))
        .execute();
    return epoch;
  }

  /** An embedded database has one process: whoever else made a hold is dead. */
  private int giveBack(long epoch, Instant now) {
    // Those without a hold, too.
    ClaimExpiry.freeAll(sql);
    int expired = 0;
    int step;
    do {
      step = Expiry.expire(sql, Expiry.ofDeadOwners(epoch), now);
      expired += step;
    } while (step == Expiry.STEP);
    return expired;
  }

  /** Null where the database has none. */
  private @Nullable Journal openJournal(@Nullable Path file) throws IOException {
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
  private int redo(@Nullable Journal journal, long epoch) throws SQLException {
    int settled = 0;
    if (journal != null && !journal.left().isEmpty()) {
      HotSql hot = new HotSql(sql);
      HoldEnding ending =
          new HoldEnding(
              connection,
              hot,
              new HoldRows(new Script(connection), hot, epoch),
              new H2Bookings(connection, hot, new H2Sql(sql)),
              new KeySpending(connection, new KeySql(sql)),
              new KeyedEnding(new Claims(connection, new ClaimSql(sql))));
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
}
