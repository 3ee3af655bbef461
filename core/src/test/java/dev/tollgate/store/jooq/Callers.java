package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;

import dev.tollgate.billing.HoldOutcome;
import dev.tollgate.ledger.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Threads that all want money of one account at the same moment. */
final class Callers implements AutoCloseable {

  /** What each of them wants, in nano-dollars. */
  static final long WANTED = 100;

  private final int callers;
  private final ExecutorService threads;

  Callers(int callers) {
    this.callers = callers;
    threads = Executors.newFixedThreadPool(callers);
  }

  /** Gives how many got what they wanted; the others were told that there is not enough. */
  int admitted(Database database, AccountId account, String name) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<HoldOutcome>> outcomes = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      String id = "hold_" + name + "_" + i;
      outcomes.add(
          threads.submit(
              () -> {
                if (!start.await(20, TimeUnit.SECONDS)) {
                  throw new IllegalStateException("nobody starts");
                }
                return outcome(database.billing().hold(hold(account, id, WANTED)));
              }));
    }
    start.countDown();
    int admitted = 0;
    for (Future<HoldOutcome> outcome : outcomes) {
      admitted += outcome.get(30, TimeUnit.SECONDS) instanceof HoldOutcome.Held ? 1 : 0;
    }
    return admitted;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
