package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import dev.tollgate.contract.Orders;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the embedded database's file is written beside the writer. */
class CheckpointsTest {

  @TempDir Path folder;

  /** Of our own: the common pool may have one thread, and both have to run at once. */
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  @Timeout(60)
  void checkpointNeverHasHalfOfATransaction() throws Exception {
    H2Engine engine = new H2Engine(H2Files.login(folder));
    Node node = Boot.boot(engine, Orders.NOW);
    Queue<String> order = new ConcurrentLinkedQueue<>();
    CountDownLatch halfDone = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Pending<String> pending = new Pending<>(0);
    Command slow =
        new Command.Change<>(
            sql -> {
              halfDone.countDown();
              await(goOn);
              order.add("transaction");
              return note(sql);
            },
            false,
            pending);

    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              WriterSession session = new WriterSession(engine, node);
              carryOut(session, slow);
              session.disconnect();
            },
            threads);
    await(halfDone);
    CompletableFuture<Void> checkpoint =
        CompletableFuture.runAsync(
            () -> {
              checkpoint(engine);
              order.add("checkpoint");
            },
            threads);
    while (!engine.transaction().hasQueuedThreads() && !checkpoint.isDone()) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    CompletableFuture.allOf(writer, checkpoint).get(20, TimeUnit.SECONDS);

    assertThat(order).containsExactly("transaction", "checkpoint");
    node.upkeep().start(new GroupCommit(new WriterSession(engine, node), Ticker.systemTicker()));
    node.upkeep().close();
  }

  private static String note(DSLContext sql) {
    return String.valueOf(sql.fetchValue("SELECT 'done'"));
  }

  private static void carryOut(WriterSession session, Command command) {
    try {
      session.carryOut(List.of(command), false);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static void checkpoint(H2Engine engine) {
    try (Connection connection = engine.source().getConnection()) {
      engine.checkpoint(connection);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
