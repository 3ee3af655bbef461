package dev.tollgate.samples.benchmark;

import dev.tollgate.billing.HoldOrder;
import java.time.Duration;
import java.util.concurrent.Phaser;

/**
 * Callers who hold, settle, and at once begin again. As in the gateway, none of them is a thread:
 * the answer to one command sends the next.
 */
final class ClosedLoop {

  private final LifeCycles ledger;
  private final Requests requests;
  private final Stopwatch watch;
  private final Phaser callers = new Phaser(1);
  private volatile boolean over;

  private ClosedLoop(LifeCycles ledger, Requests requests, Stopwatch watch) {
    this.ledger = ledger;
    this.requests = requests;
    this.watch = watch;
  }

  /** Runs that many callers, and measures after the time to warm up. */
  static Figures run(LifeCycles ledger, Requests requests, Stopwatch watch, int callers, Span span)
      throws InterruptedException {
    ClosedLoop loop = new ClosedLoop(ledger, requests, watch);
    for (int i = 0; i < callers; i++) {
      loop.callers.register();
      loop.next();
    }
    pause(span.warmUp());
    watch.reset();
    pause(span.measured());
    Figures figures = watch.read();
    loop.over = true;
    loop.callers.arriveAndAwaitAdvance();
    return figures;
  }

  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }

  private void next() {
    if (over) {
      callers.arriveAndDeregister();
      return;
    }
    HoldOrder order = requests.hold();
    long ordered = watch.now();
    ledger
        .hold(order)
        .thenCompose(
            held -> {
              watch.reserved(watch.now() - ordered);
              return ledger.settle(requests.settlement(order));
            })
        .whenComplete(
            (settled, failure) -> {
              if (failure == null) {
                watch.cycled(watch.now() - ordered);
              } else {
                watch.failed();
              }
              next();
            });
  }
}
