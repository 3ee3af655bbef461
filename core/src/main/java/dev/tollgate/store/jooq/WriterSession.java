package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that writes, with its statements kept open.
 *
 * <p>For the writer's thread alone.
 */
final class WriterSession {

  private static final Logger LOG = LoggerFactory.getLogger(WriterSession.class);
  private static final int PROBE_SECONDS = 1;

  /**
   * How long a statement may take; then its batch has failed. Not for every connection that writes:
   * H2's start may take longer.
   */
  private static final int STATEMENT_MILLIS = 1_000;

  private final Engine engine;
  private final Node node;
  private @Nullable Open open;

  /** True while something may be committed that has to be on disk and maybe is not. */
  private boolean unkept;

  private boolean committing;

  WriterSession(Engine engine, Node node) {
    this.engine = engine;
    this.node = node;
  }

  /**
   * What of a batch goes into one transaction. On a database that others write to, changes go by
   * themselves: each locks what it needs in its own order, and two in one could deadlock. The
   * counts of requests go together and first: their rows are locked for no longer than it takes to
   * count.
   */
  List<List<Command>> transactions(List<Command> batch) {
    if (!engine.isShared()) {
      return List.of(batch);
    }
    List<List<Command>> transactions = new ArrayList<>();
    List<Command> counts = new ArrayList<>();
    List<Command> holdsAndEnds = new ArrayList<>();
    transactions.add(counts);
    for (Command command : batch) {
      if (command instanceof Command.Count) {
        counts.add(command);
      } else if (command instanceof Command.Change<?>) {
        transactions.add(List.of(command));
      } else {
        holdsAndEnds.add(command);
      }
    }
    transactions.add(holdsAndEnds);
    return transactions;
  }

  /**
   * Carries the commands out in one transaction. When it returns they are committed, and on disk if
   * one of them has to be and there is no {@link #barrier}; their answers are decided and not
   * delivered. Gives what it settled.
   *
   * @param again true for a command that was tried before, maybe with an unknown outcome
   * @throws SQLException when nothing is known to be committed; a repeat is safe
   */
  List<Move> carryOut(List<? extends Command> commands, boolean again) throws SQLException {
    committing = false;
    Open session = connected();
    boolean unkeptBefore = unkept;
    Batch batch = Batch.of(commands);
    List<Move> settled = List.of();
    try {
      node.durability().begin();
      if (!batch.counts().isEmpty()) {
        session.counting().count(batch.counts());
      }
      for (Command.Change<?> change : batch.changes()) {
        change.run(session.sql);
      }
      session.accounts.begin(batch.holds(), batch.ends());
      // Holds come before ends: an end may be queued right behind its own hold.
      if (!(again && batch.holds().size() == 1 && session.placing.isPlaced(batch.holds().get(0)))) {
        session.keyed.place(batch.holds());
      }
      if (!batch.ends().isEmpty()) {
        settled = session.ending.end(batch.ends());
      }
      // Set before the commit: one that fails may have taken effect.
      unkept |= batch.changesLast() || !settled.isEmpty();
      committing = true;
      session.connection.commit();
    } catch (Throwable failure) {
      if (!session.undo(failure)) {
        disconnect();
      }
      throw failure;
    } finally {
      node.durability().ended();
    }
    // An end that came again changes nothing, and yet is answered as settled.
    if (batch.changesLast() || (unkeptBefore && !batch.ends().isEmpty())) {
      node.durability().keepAll(session.statement);
      unkept = false;
    } else if (!settled.isEmpty()) {
      node.durability().keep(settled, session.statement);
      unkept = unkeptBefore;
    }
    return settled;
  }

  /** What the commands carried out last have yet to pass; null when they are on disk. */
  @Nullable Barrier barrier() {
    return open == null ? null : open.barrier;
  }

  /** After a failure: true when what failed may be committed all the same. */
  boolean mayHaveCommitted() {
    return committing;
  }

  /** False when the connection is broken, so that more tries on it are pointless. */
  boolean answers() {
    try {
      return open != null && open.connection.isValid(PROBE_SECONDS);
    } catch (SQLException broken) {
      return false;
    }
  }

  /** Drops the connection; the next commands open a new one. */
  void disconnect() {
    Open session = open;
    open = null;
    if (session != null) {
      if (session.barrier != null) {
        session.barrier.close();
      }
      try {
        session.connection.close();
      } catch (SQLException failure) {
        LOG.debug("closing the writer's connection failed", failure);
      }
    }
  }

  private Open connected() throws SQLException {
    Open session = open;
    if (session != null && session.barrier != null && session.barrier.isBroken()) {
      disconnect();
      session = null;
    }
    if (session == null) {
      session = new Open(engine, node.epoch());
      open = session;
    }
    return session;
  }

  /** A connection and what was prepared on it. */
  private static final class Open {
    private final Connection connection;
    private final @Nullable Barrier barrier;
    private final DSLContext sql;
    private final Statement statement;
    private final @Nullable WindowCounting counting;
    private final AccountWrites accounts;
    private final HoldRows rows;
    private final HoldPlacing placing;
    private final KeyedPlacing keyed;
    private final HoldEnding ending;
    private final Claims claims;

    private Open(Engine engine, long epoch) throws SQLException {
      connection = engine.connect();
      Barrier relief = null;
      try {
        relief = engine.barrier(connection);
        barrier = relief;
        statement = connection.createStatement();
        statement.execute(engine.deadline(STATEMENT_MILLIS));
        connection.setAutoCommit(false);
        sql = engine.sql(connection);
        HotSql hot = new HotSql(sql);
        String clock = engine.sharedClock();
        counting = clock == null ? null : new WindowCounting(connection, new WindowSql(sql, clock));
        Script placed = new Script(connection);
        accounts =
            engine.isShared()
                ? AccountWrites.shared(connection, sql, hot, placed)
                : AccountWrites.alone(connection, sql, hot);
        rows = new HoldRows(placed, hot, epoch);
        KeySql keySql = new KeySql(sql);
        placing =
            new HoldPlacing(
                connection, hot, accounts.reserves(), rows, new KeyHolds(connection, keySql));
        claims = new Claims(connection, new ClaimSql(sql));
        keyed = new KeyedPlacing(placing, claims, new ClaimLease(sql, epoch, engine.isShared()));
        ending =
            new HoldEnding(
                connection,
                hot,
                rows,
                accounts.bookings(),
                new KeySpending(connection, keySql),
                new KeyedEnding(claims));
      } catch (SQLException | RuntimeException failure) {
        if (relief != null) {
          relief.close();
        }
        connection.close();
        throw failure;
      }
    }

    private WindowCounting counting() {
      if (counting == null) {
        throw new IllegalStateException("requests are counted in a database that nobody shares");
      }
      return counting;
    }

    /** False when that does not work, so that nothing here is as it was before. */
    private boolean undo(Throwable failure) {
      try {
        connection.rollback();
        if (counting != null) {
          counting.forget();
        }
        rows.forget();
        placing.forget();
        ending.forget();
        claims.forget();
        return true;
      } catch (Throwable second) {
        failure.addSuppressed(second);
        return false;
      }
    }
  }
}
