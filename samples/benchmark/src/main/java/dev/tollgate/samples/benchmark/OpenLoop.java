package dev.tollgate.samples.benchmark;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

/**
 * Requests that come at their own rate, whatever the ledger does. Each counts from when it was due,
 * so that a stall is not hidden; between hold and settlement a short answer of a model passes.
 */
final class OpenLoop {

  private static final Duration ANSWER = Duration.ofMillis(50);

  private final Work work;
  private final Stopwatch watch;
  private final Phaser underWay = new Phaser(1);

  private OpenLoop(Work work, Stopwatch watch) {
    this.work = work;
    this.watch = watch;
  }

  /** Sends at that pace, and measures after the time to warm up. */
  static Figures run(Work work, Stopwatch watch, Pace pace, Span span) {
    OpenLoop loop = new OpenLoop(work, watch);
    pace.keep(span.warmUp(), loop::request);
    watch.reset();
    pace.keep(span.measured(), loop::request);
    loop.underWay.arriveAndAwaitAdvance();
    return watch.read();
  }

  private void request(long due) {
    underWay.register();
    work.hold()
        .thenCompose(
            held -> {
              long reserve = watch.now() - due;
              watch.reserved(reserve);
              return answer().thenCompose(done -> settle(held, reserve));
            })
        .whenComplete(
            (settled, failure) -> {
              if (failure != null) {
                watch.failed();
              }
              underWay.arriveAndDeregister();
            });
  }

  private CompletionStage<?> settle(Work.Held held, long reserve) {
    long ordered = watch.now();
    return held.settle().thenAccept(settled -> watch.cycled(reserve + watch.now() - ordered));
  }

  private static CompletionStage<Void> answer() {
    return CompletableFuture.runAsync(
        () -> {},
        CompletableFuture.delayedExecutor(ANSWER.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
  }
}
