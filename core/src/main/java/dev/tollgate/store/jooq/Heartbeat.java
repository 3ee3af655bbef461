package dev.tollgate.store.jooq;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every few seconds that this process lives, through the writer: one that can't write is as
 * good as dead. Gives back what dead processes held.
 */
final class Heartbeat implements Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration PAUSE = Duration.ofSeconds(4);

  private final long epoch;
  private final CountDownLatch closing = new CountDownLatch(1);

  Heartbeat(long epoch) {
    this.epoch = epoch;
  }

  @Override
  public void start(GroupCommit writer) {
    Thread thread = new Thread(() -> run(writer), "tollgate-ledger-heartbeat");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closing.countDown();
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
