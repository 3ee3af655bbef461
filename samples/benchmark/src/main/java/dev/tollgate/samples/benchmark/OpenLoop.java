package dev.tollgate.samples.benchmark;

import dev.tollgate.billing.HoldOrder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests that come at their own rate, whatever the ledger does. Each counts from when it was due,
 * so that a stall is not hidden; between hold and settlement a short answer of a model passes.
 */
final class OpenLoop {

  private static final Duration ANSWER = Duration.ofMillis(50);

  private final LifeCycles ledger;
  private final Requests requests;
  private final Stopwatch watch;
  private final Phaser underWay = new Phaser(1);

  private OpenLoop(LifeCycles ledger, Requests requests, Stopwatch watch) {
    this.ledger = ledger;
    this.requests = requests;
    this.watch = watch;
  }

  /** Sends that many requests a second, and measures after the time to warm up. */
  static Figures run(LifeCycles ledger, Requests requests, Stopwatch watch, int rate, Span span) {
    OpenLoop loop = new OpenLoop(ledger, requests, watch);
    long interval = TimeUnit.SECONDS.toNanos(1) / rate;
    loop.send(interval, span.warmUp());
    watch.reset();
    loop.send(interval, span.measured());
    Figures figures = watch.read();
    loop.underWay.arriveAndAwaitAdvance();
    return figures;
  }

  private void send(long interval, Duration time) {
    long first = watch.now();
    long count = time.toNanos() / interval;
    for (long i = 0; i < count; i++) {
      long due = first + i * interval;
      for (long left = due - watch.now(); left > 0; left = due - watch.now()) {
        LockSupport.parkNanos(left);
      }
      underWay.register();
      request(due);
    }
  }

  private void request(long due) {
    HoldOrder order = requests.hold();
    ledger
        .hold(order)
        .thenCompose(
            held -> {
              long reserve = watch.now() - due;
              watch.reserved(reserve);
              return answer().thenCompose(done -> settle(order, reserve));
            })
        .whenComplete(
            (settled, failure) -> {
              if (failure != null) {
                watch.failed();
              }
              underWay.arriveAndDeregister();
            });
  }

  private CompletionStage<?> settle(HoldOrder order, long reserve) {
    long ordered = watch.now();
    return ledger
        .settle(requests.settlement(order.id()))
        .thenAccept(settled -> watch.cycled(reserve + watch.now() - ordered));
  }

  private static CompletionStage<Void> answer() {
    return CompletableFuture.runAsync(
        () -> {},
        CompletableFuture.delayedExecutor(ANSWER.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
  }
}
