package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds that this process lives, through the writer: one that can't write is as
 * good as dead. Gives back what dead processes held.
 */
final class Heartbeat implements Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration PAUSE = Duration.ofSeconds(4);

  private final Engine engine;
  private final long epoch;
  private final CountDownLatch closing = new CountDownLatch(1);

  Heartbeat(Engine engine, long epoch) {
    this.engine = engine;
    this.epoch = epoch;
  }

  @Override
  public void start(GroupCommit writer) {
    Thread thread = new Thread(() -> run(writer), "tollgate-ledger-heartbeat");
    thread.setDaemon(true);
    thread.start();
  }

  /** Tells the others at once what they would learn from twenty seconds of silence. */
  @Override
  public void close() {
    closing.countDown();
    try (Connection connection = engine.connect()) {
      Nodes.leave(engine.sql(connection), epoch);
    } catch (SQLException | DataAccessException failure) {
      LOG.debug("a node left without saying so", failure);
    }
  }

  private void run(GroupCommit writer) {
    try {
      while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        writer
            .<Integer>submit(
                pending ->
                    new Command.Change<>(
                        sql -> Nodes.beat(sql, epoch) ? Nodes.bury(sql) : 0, false, pending))
            .whenComplete((expired, failure) -> told(expired, failure, writer.tally()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void told(Integer expired, Throwable failure, Tally tally) {
    if (failure != null) {
      LOG.debug("a heartbeat failed", failure);
    } else if (expired > 0) {
      tally.expired(expired);
      LOG.info("gave back {} holds of a process that fell silent", expired);
    }
  }
}
