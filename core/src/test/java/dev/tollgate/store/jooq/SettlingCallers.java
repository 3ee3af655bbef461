package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.billing.HoldOrder;
import dev.tollgate.billing.Settlement;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Callers that each hold and settle, or now and then give back, one after the other. */
final class SettlingCallers {

  /** What each settlement costs, in nano-dollars. */
  static final long COST = 7;

  private static final Duration SETTLED = Duration.ofSeconds(60);

  private final Database database;
  private final AccountId account;
  private final Executor soon = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<String> unknown = new ConcurrentLinkedQueue<>();
  private final Semaphore news = new Semaphore(0);
  private CountDownLatch running = new CountDownLatch(0);
  private volatile boolean stopping;

  SettlingCallers(Database database, AccountId account) {
    this.database = database;
    this.account = account;
  }

  void start(int callers) {
    running = new CountDownLatch(callers);
    for (int caller = 0; caller < callers; caller++) {
      hold(caller, 0);
    }
  }

  /** Waits until that many more were told that they have settled. */
  void awaitAcknowledged(int more) throws InterruptedException {
    news.drainPermits();
    assertThat(news.tryAcquire(more, SETTLED.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** Lets each finish what it has begun. */
  void stop() throws InterruptedException {
    stopping = true;
    assertThat(running.await(SETTLED.toSeconds(), TimeUnit.SECONDS)).isTrue();
  }

  /** The holds whose settlement was acknowledged. */
  List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  /** The holds that were to be charged and of which nobody was told so. */
  List<String> unknown() {
    return List.copyOf(unknown);
  }

  private void hold(int caller, int turn) {
    if (stopping) {
      running.countDown();
      return;
    }
    HoldOrder order = Orders.hold(account, "h_" + caller + "_" + turn, 10);
    database
        .billing()
        .hold(order)
        .whenComplete(
            (held, refused) -> {
              if (refused == null) {
                end(order, caller, turn);
              } else {
                soon.execute(() -> hold(caller, turn + 1));
              }
            });
  }

  private void end(HoldOrder order, int caller, int turn) {
    boolean charged = (caller + turn) % 8 != 7;
    (charged
            ? database.billing().settle(settle(order, COST))
            : database.billing().release(order.id()))
        .whenComplete(
            (settlement, failure) -> {
              told(order.id().value(), charged, settlement);
              hold(caller, turn + 1);
            });
  }

  private void told(String id, boolean charged, @Nullable Settlement settlement) {
    if (!charged) {
      return;
    }
    if (settlement == null || settlement.state() != Settlement.State.SETTLED) {
      unknown.add(id);
    } else {
      acknowledged.add(id);
      news.release();
    }
  }
}
