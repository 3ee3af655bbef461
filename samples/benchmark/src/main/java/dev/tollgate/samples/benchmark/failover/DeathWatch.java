package dev.tollgate.samples.benchmark.failover;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets an upstream die in the middle of a run, and counts what it is still asked behind that. */
final class DeathWatch implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(250);

  /** How long calls that were on their way when it was taken out may still count. */
  private static final Duration STRAGGLERS = Duration.ofSeconds(1);

  private final ServedGateway gateway;
  private final String id;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private volatile long outSince = -1;
  private volatile long failuresUntilOut = -1;

  /** Watches the upstream with that id. */
  DeathWatch(ServedGateway gateway, String id) {
    this.gateway = gateway;
    this.id = id;
  }

  /** Ends it after that time. */
  void after(Duration time, FaultyUpstream upstream) {
    var unused = timer.schedule(() -> kill(upstream), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void kill(FaultyUpstream upstream) {
    upstream.die();
    var unused =
        timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      UpstreamFigures figures = UpstreamFigures.of(gateway, id);
      long now = System.nanoTime();
      if (outSince < 0 && figures.isOut()) {
        outSince = now;
      }
      if (outSince >= 0 && failuresUntilOut < 0 && now - outSince >= STRAGGLERS.toNanos()) {
        failuresUntilOut = figures.failures();
      }
    } catch (IOException e) {
      // The next look may tell; without any the run says that it was never out.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What it was asked. */
  record Probes(boolean wasOut, long failuresUntilOut, long probes, Duration out) {}

  /** Counts now. */
  Probes count() throws IOException, InterruptedException {
    long before = failuresUntilOut;
    if (before < 0) {
      return new Probes(false, 0, 0, Duration.ZERO);
    }
    Duration out = Duration.ofNanos(System.nanoTime() - outSince);
    return new Probes(true, before, UpstreamFigures.of(gateway, id).failures() - before, out);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
