package dev.tollgate.gateway;

import com.google.common.base.Ticker;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One call's time: its deadline, its waits, and what they measured. */
final class ExchangeClock {

  private final ScheduledExecutorService timer;
  private final Ticker ticker;
  private final long began;
  private final Duration limit;
  private volatile @Nullable Future<?> deadline;
  private volatile long firstChunkAfter = -1;

  ExchangeClock(ScheduledExecutorService timer, Ticker ticker, Duration limit) {
    this.timer = timer;
    this.ticker = ticker;
    this.began = ticker.read();
    this.limit = limit;
  }

  void onDeadline(Runnable task) {
    deadline = timer.schedule(task, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  void after(Duration wait, Runnable task) {
    var unused = timer.schedule(task, wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  void stop() {
    Future<?> pending = deadline;
    if (pending != null) {
      pending.cancel(false);
    }
  }

  Duration left() {
    return limit.minusNanos(ticker.read() - began);
  }

  void firstChunk() {
    firstChunkAfter = ticker.read() - began;
  }

  ExchangeSummary summary(Outcome outcome, @Nullable String upstream, Usage usage) {
    return new ExchangeSummary(
        outcome,
        upstream,
        usage,
        firstChunkAfter < 0 ? null : Duration.ofNanos(firstChunkAfter),
        Duration.ofNanos(ticker.read() - began));
  }
}
