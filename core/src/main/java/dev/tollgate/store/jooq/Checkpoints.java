package dev.tollgate.store.jooq;

import dev.tollgate.store.journal.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes the embedded database's own file, off the writer's: what was committed,
 * once a second, and now and then a file that is mostly dead anew.
 */
final class Checkpoints implements Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int FULL_PERCENT = 40;
  private static final int LOOKS_A_CHECKPOINT = 20;
  private static final int LOOKS_A_COMPACTION = 600;
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final Connection connection;
  private final H2Engine engine;
  private final @Nullable Journal journal;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "tollgate-ledger-checkpoints");

  /** Makes one that writes through that connection, and in the end closes it. */
  Checkpoints(Connection connection, H2Engine engine, @Nullable Journal journal) {
    this.connection = connection;
    this.engine = engine;
    this.journal = journal;
    thread.setDaemon(true);
  }

  @Override
  public void start(GroupCommit writer) {
    thread.start();
  }

  /** Gets everything into the database's own file, and deletes the journal. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(CLOSING.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try (Connection own = connection) {
      int looks = 0;
      while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        looks++;
        look(looks);
      }
      if (journal != null) {
        // First of all: a record that came behind the sync would be deleted with the file.
        journal.stop();
      }
      engine.checkpoint(own);
      if (journal != null) {
        journal.close();
      }
    } catch (SQLException failure) {
      LOG.error("the last checkpoint failed; the next start makes up for it", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(int looks) {
    if (engine.isLost()) {
      return;
    }
    try {
      boolean due = looks % LOOKS_A_CHECKPOINT == 0;
      if (journal != null && (due || journal.fullPercent() > FULL_PERCENT) && journal.turn()) {
        engine.checkpoint(connection);
        journal.retire();
      } else if (due && engine.hasUnwritten()) {
        // What no journal has: a crash forgets a second of it at the most.
        engine.checkpoint(connection);
      }
      if (looks % LOOKS_A_COMPACTION == 0) {
        engine.compact(connection);
      }
    } catch (SQLException | RuntimeException failure) {
      // The journal keeps what it has: it is never retired for a database that may not have it.
      LOG.debug("a checkpoint failed", failure);
    }
  }
}
