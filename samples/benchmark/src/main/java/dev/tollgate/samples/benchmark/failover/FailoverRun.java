package dev.tollgate.samples.benchmark.failover;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.tollgate.json.Json;
import dev.tollgate.samples.benchmark.failover.DeathWatch.Probes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A gateway before three upstreams, asked in this order: one that answers at once until it dies,
 * one that answers three of ten calls with a 500, and one that is slow.
 */
final class FailoverRun implements AutoCloseable {

  private static final Duration QUICK = Duration.ofMillis(50);
  private static final Duration SLOW = Duration.ofMillis(1500);
  private static final double FAILING = 0.3;

  private final Path folder;
  private final FaultyUpstream dying = FaultyUpstream.start(QUICK, 0);
  private final FaultyUpstream failing = FaultyUpstream.start(QUICK, FAILING);
  private final FaultyUpstream slow = FaultyUpstream.start(SLOW, 0);

  /** With its files in a new folder inside that one. */
  FailoverRun(Path parent) throws IOException {
    folder = Files.createTempDirectory(parent, "benchmark-failover");
  }

  /**
   * Lets callers come.
   *
   * @param perSecond how many
   * @param time how long
   * @param untilDeath when the first upstream dies
   */
  FailoverFigures measure(int perSecond, Duration time, Duration untilDeath)
      throws IOException, InterruptedException {
    Map<String, String> urls =
        Map.of("DYING", dying.baseUrl(), "FAILING", failing.baseUrl(), "SLOW", slow.baseUrl());
    try (ServedGateway gateway = ServedGateway.start(folder, urls);
        DeathWatch watch = new DeathWatch(gateway, "dying")) {
      Crowd crowd = new Crowd(gateway.address(), gateway.fundedKey());
      watch.after(untilDeath, dying);
      crowd.come(perSecond, time);
      return figures(gateway, crowd, watch.count());
    }
  }

  private FailoverFigures figures(ServedGateway gateway, Crowd crowd, Probes probes)
      throws IOException, InterruptedException {
    Map<String, FailoverFigures.Row> rows = new LinkedHashMap<>();
    for (Map.Entry<String, FaultyUpstream> upstream :
        Map.of("dying", dying, "failing", failing, "slow", slow).entrySet()) {
      rows.put(
          upstream.getKey(),
          new FailoverFigures.Row(
              upstream.getValue().calls(), UpstreamFigures.of(gateway, upstream.getKey())));
    }
    boolean sound = gateway.get("integrity").get("ok") instanceof Json.Bool ok && ok.value();
    return new FailoverFigures(
        crowd.callers(), crowd.times(), crowd.failures(), rows, probes, sound);
  }

  @Override
  public void close() throws IOException {
    dying.close();
    failing.close();
    slow.close();
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
