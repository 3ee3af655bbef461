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

  private final Engine engine;
  private final Durability durability;
  private final long epoch;
  private @Nullable Open open;

  /** True while something may be committed that has to be on disk and maybe is not. */
  private boolean unkept;

  WriterSession(Engine engine, Durability durability, long epoch) {
    this.engine = engine;
    this.durability = durability;
    this.epoch = epoch;
  }

  /**
   * Carries the commands out in one transaction. When it returns they are committed, and on disk if
   * one of them has to be; their answers are decided and not delivered.
   *
   * @param again true for a command that was tried before, maybe with an unknown outcome
   * @throws SQLException when nothing is known to be committed; a repeat is safe
   */
  void carryOut(List<? extends Command> commands, boolean again) throws SQLException {
    Open session = connected();
    boolean unkeptBefore = unkept;
    boolean lasting = false;
    List<Move> settled = List.of();
    List<Command.End> ends = new ArrayList<>(commands.size());
    try {
      List<Command.Hold> holds = new ArrayList<>(commands.size());
      for (Command command : commands) {
        if (command instanceof Command.Hold hold) {
          holds.add(hold);
        } else if (command instanceof Command.End end) {
          ends.add(end);
        } else if (command instanceof Command.Change<?> change) {
          change.run(session.sql);
          lasting |= change.lasting();
        } else {
          throw new IllegalStateException("a command of no known kind");
        }
      }
      // Holds come before ends: an end may be queued right behind its own hold.
      if (again && holds.size() == 1) {
        session.placing.placeAgain(holds.get(0));
      } else if (!holds.isEmpty()) {
        session.placing.place(holds);
      }
      if (!ends.isEmpty()) {
        settled = session.ending.end(ends);
      }
      // Set before the commit: one that fails may have taken effect.
      unkept |= lasting || !settled.isEmpty();
      session.connection.commit();
    } catch (Throwable failure) {
      session.undo(failure);
      throw failure;
    }
    // An end that came again changes nothing, and yet is answered as settled.
    if (lasting || (unkeptBefore && !ends.isEmpty())) {
      durability.keepAll(session.sync);
      unkept = false;
    } else if (!settled.isEmpty()) {
      durability.keep(settled, session.sync);
      unkept = unkeptBefore;
    }
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
      try {
        session.connection.close();
      } catch (SQLException failure) {
        LOG.debug("closing the writer's connection failed", failure);
      }
    }
  }

  private Open connected() throws SQLException {
    Open session = open;
    if (session == null) {
      session = new Open(engine, epoch);
      open = session;
    }
    return session;
  }

  /** A connection and what was prepared on it. */
  private static final class Open {
    private final Connection connection;
    private final DSLContext sql;
    private final Statement sync;
    private final HoldPlacing placing;
    private final HoldEnding ending;

    private Open(Engine engine, long epoch) throws SQLException {
      connection = engine.connect();
      try {
        engine.checkTaken(connection);
        connection.setAutoCommit(false);
        sql = engine.sql(connection);
        sync = connection.createStatement();
        HotSql hot = new HotSql(sql);
        placing = new HoldPlacing(connection, hot, epoch);
        ending = new HoldEnding(connection, hot);
      } catch (SQLException | RuntimeException failure) {
        connection.close();
        throw failure;
      }
    }

    private void undo(Throwable failure) {
      try {
        connection.rollback();
        placing.forget();
        ending.forget();
      } catch (SQLException second) {
        failure.addSuppressed(second);
      }
    }
  }
}
