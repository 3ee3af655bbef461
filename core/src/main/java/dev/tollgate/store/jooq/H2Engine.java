package dev.tollgate.store.jooq;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded H2, which is this process's alone. Thread-safe. */
final class H2Engine implements Engine {

  /** Writes and syncs all that is committed; H2 syncs at no commit, whatever its settings. */
  static final String SYNC = "CHECKPOINT SYNC";

  /** To MVStore: 0 is a write at each commit, more is a thread that writes, less is neither. */
  private static final int AT_CHECKPOINTS = -1;

  /** To MVStore's header: a version so old that the header is written anew. */
  private static final Long OUTDATED = -1_000L;

  private static final int COMPACT_BELOW_PERCENT = 60;

  /** A step takes the writer's time, some milliseconds for each megabyte. */
  private static final int COMPACT_BYTES = 1 << 20;

  /** H2's code for a file that another process has open. */
  private static final int IN_USE = 90020;

  /** H2's codes for a wrong name or password, and for a user without the right to sync. */
  private static final int WRONG_LOGIN = 28000;

  private static final int NO_RIGHT = 90040;

  private static final Logger LOG = LoggerFactory.getLogger(H2Engine.class);

  private final JdbcDataSource source = new JdbcDataSource();

  /** What this process took over at its start; null until then, and where there is no store. */
  private volatile @Nullable MVStore taken;

  private volatile boolean syncFailed;

  /** True while something may be committed that no checkpoint has written. */
  private volatile boolean unwritten;

  /** Fair: a busy writer takes it again as soon as it lets go. */
  private final ReentrantLock transaction = new ReentrantLock(true);

  H2Engine(DatabaseLogin login) {
    source.setURL(H2Url.withOurSettings(login.url()));
    source.setUser(login.username());
    source.setPassword(login.password());
  }

  @Override
  public JdbcDataSource source() {
    return source;
  }

  /**
   * Connects for writing, and makes H2 write when it is told to and at no other time.
   *
   * <p>At its default, what is committed stays in memory for a while. With WRITE_DELAY 0 H2 runs no
   * thread that writes, and each commit does. We go one step further, by a way that SQL does not
   * know: not even a commit writes, for what is on disk only by a {@link #sync} anyway. A batch of
   * holds then costs no write, and any other batch one instead of two. (A positive WRITE_DELAY
   * comes near, but a checkpoint does not wait for what H2's threads have begun to write.)
   */
  @Override
  public Connection connect() throws SQLException {
    Connection connection = source.getConnection();
    try (Statement statement = connection.createStatement()) {
      checkTaken(connection);
      statement.execute("SET WRITE_DELAY 0");
      MVStore store = store(connection);
      if (store != null) {
        store.setAutoCommitDelay(AT_CHECKPOINTS);
      }
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  @Override
  public @Nullable Barrier barrier(Connection writing) {
    return null;
  }

  @Override
  public DSLContext sql(Connection connection) {
    return DSL.using(connection, SQLDialect.H2);
  }

  @Override
  public String deadline(int millis) {
    return "SET QUERY_TIMEOUT " + millis;
  }

  @Override
  public @Nullable String wholeTables() {
    return null;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public @Nullable String sharedClock() {
    return null;
  }

  @Override
  public Node join(Connection connection, Instant now) throws SQLException {
    return new H2Boot(this, connection).join(now);
  }

  @Override
  public @Nullable String explain(SQLException failure) {
    return switch (failure.getErrorCode()) {
      case IN_USE -> "another process has it open";
      case WRONG_LOGIN -> "wrong username or password";
      case NO_RIGHT -> "its user has to be an administrator of it, to sync it to the disk";
      default -> null;
    };
  }

  /**
   * Moves live rows out of parts of the file that are mostly dead, so that the parts can be used
   * again: H2 does so on the thread that we do without.
   */
  void compact(Connection connection) throws SQLException {
    MVStore store = store(connection);
    if (store != null) {
      transaction.lock();
      try {
        store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
      } finally {
        transaction.unlock();
      }
    }
  }

  /**
   * What the writer holds through each of its transactions.
   *
   * <p>H2 writes its tables and indexes as it finds them, one after the other. Written beside a
   * transaction, the file has some of them from before a change and others from behind it, and no
   * undo log that fits: a settled hold without its transfer, an index entry without its row.
   */
  ReentrantLock transaction() {
    return transaction;
  }

  /**
   * Returns once all that is committed is on disk. For the writer's thread, or before it starts.
   */
  void sync(Statement statement) throws SQLException {
    try {
      Connection connection = statement.getConnection();
      checkTaken(connection);
      MVStore store = store(connection);
      if (store != null) {
        write(store);
      }
      statement.execute(SYNC);
    } catch (SQLException failure) {
      throw lost(failure);
    } catch (MVStoreException failure) {
      throw lost(new SQLException(failure));
    }
  }

  /** Notes that something was committed, to be written when there is time. */
  void leaveUnwritten() {
    unwritten = true;
  }

  boolean hasUnwritten() {
    return unwritten;
  }

  /** Does the same beside the writer: keeps it from its next transaction, but not from the disk. */
  void checkpoint(Connection connection) throws SQLException {
    try {
      checkTaken(connection);
      MVStore store = store(connection);
      if (store != null) {
        write(store);
        store.sync();
      }
    } catch (SQLException failure) {
      throw lost(failure);
    } catch (MVStoreException failure) {
      throw lost(new SQLException(failure));
    }
  }

  /**
   * Writes what is committed so that the next start finds it.
   *
   * <p>H2 writes its file in chunks. A start after a crash looks at the file's last chunk, and at
   * the one that the file's header names and where that one expected the next. But H2 (2.2 to 2.5)
   * names in the header the chunk before the one it has just written: one that came to lie
   * elsewhere than expected, in a gap, is not found, nor is any behind it until the header is
   * written again, up to twenty chunks later. So we have it written by another, empty chunk.
   */
  private void write(MVStore store) {
    transaction.lock();
    try {
      unwritten = false;
      store.commit();
      if (store.getFileStore() != null) {
        store.getStoreHeader().put("version", OUTDATED);
        // It means nothing to H2, and without a change there is no chunk.
        store.setStoreVersion(1 - store.getStoreVersion());
        store.commit();
      }
    } finally {
      transaction.unlock();
    }
  }

  private SQLException lost(SQLException failure) {
    if (!syncFailed) {
      LOG.error(
          "the database can't be written: nothing is served until a restart, which settles what"
              + " its journal has",
          failure);
    }
    syncFailed = true;
    return failure;
  }

  /** From now on the database of that connection is ours, and no other instance of it is. */
  void take(Connection connection) throws SQLException {
    taken = store(connection);
  }

  /**
   * True when the database closed itself, as H2 does when it runs out of memory or meets a full
   * disk, or failed to sync, after which the disk may claim to have what it has not.
   *
   * <p>A new connection would open it again as it was written last, without what the journal alone
   * has. Only a start does the journal's part again.
   */
  @Override
  public boolean isLost() {
    MVStore store = taken;
    return syncFailed || (store != null && store.isClosed());
  }

  /** Makes sure that a connection leads to what this process took over. */
  private void checkTaken(Connection connection) throws SQLException {
    MVStore store = taken;
    if (isLost() || (store != null && store(connection) != store)) {
      throw new SQLException("the database was lost; a restart settles what its journal has");
    }
  }

  /** The file that the database is in; null when it is in memory, or not a plain file. */
  @Nullable Path file(Connection connection) throws SQLException {
    MVStore store = store(connection);
    FileStore<?> files = store == null ? null : store.getFileStore();
    String name = files == null ? null : files.getFileName();
    if (name == null || name.matches("[A-Za-z0-9]{2,}:.*") || isEncrypted()) {
      return null;
    }
    return Path.of(name);
  }

  /** A journal would have in the clear what the database's file has not. */
  private boolean isEncrypted() {
    return source.getURL().toUpperCase(Locale.ROOT).contains(";CIPHER=");
  }

  private static @Nullable MVStore store(Connection connection) throws SQLException {
    return connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session
        ? session.getDatabase().getStore().getMvStore()
        : null;
  }
}
