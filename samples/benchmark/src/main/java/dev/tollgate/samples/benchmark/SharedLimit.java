package dev.tollgate.samples.benchmark;

import static dev.tollgate.samples.benchmark.Table.number;

import com.google.common.base.Ticker;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.limits.SharedRateLimiter;
import dev.tollgate.store.jooq.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts what two nodes on one PostgreSQL admit in real minutes. */
@Command(
    name = "shared-limit",
    description =
        "Send requests of one account to two nodes on one PostgreSQL for some minutes of the clock,"
            + " and count what each window admits: it takes one minute longer than its windows.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:each whole window admitted exactly its limit, and what remained never rose within one",
      "1:it did not, or a request failed"
    })
final class SharedLimit implements Callable<Integer> {

  private static final int NODES = 2;
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final long ENOUGH_A_DAY = 1_000_000_000;
  private static final List<String> TITLES =
      List.of("window until", "asked", "admitted", "remaining rose", "whole");
  private static final int FIRST_WIDTH = 20;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--limit", defaultValue = "60", description = "Requests a minute.")
  private int limit;

  @Option(names = "--rate", defaultValue = "500", description = "Requests a second, of both.")
  private int rate;

  @Option(names = "--windows", defaultValue = "5", description = "Whole windows.")
  private int windows;

  @Option(
      names = "--folder",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "Where the database is made.")
  private Path folder = Path.of("");

  private final Ticker ticker = Ticker.systemTicker();
  private final LongAdder failures = new LongAdder();

  /** Made by the command line alone. */
  SharedLimit() {}

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs this");
    }
    PrintWriter out = spec.commandLine().getOut();
    WindowTally tally = new WindowTally(NODES);
    try (Store store = new PostgresStore(folder.toAbsolutePath());
        Database one = open(store);
        Database other = open(store)) {
      AccountId account = one.ledger().open("benchmark").toCompletableFuture().join().id();
      send(List.of(limiter(one), limiter(other)), account, tally);
    }
    boolean exact = print(new Table(out, TITLES, FIRST_WIDTH), tally.windows());
    out.println(number(failures.sum()) + " failed");
    out.flush();
    return exact && failures.sum() == 0 ? 0 : 1;
  }

  private Database open(Store store) {
    InstantSource clock = InstantSource.system();
    TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
    return Database.open(store.login(), clock, ticker, ids);
  }

  private SharedRateLimiter limiter(Database database) {
    return new SharedRateLimiter(
        new RateLimit(limit, ENOUGH_A_DAY), database.sharedWindows().orElseThrow());
  }

  private void send(List<SharedRateLimiter> nodes, AccountId account, WindowTally tally) {
    Caller caller = new Caller(account, Requests.KEY, KeyLimits.NONE);
    AtomicInteger turn = new AtomicInteger();
    Phaser underWay = new Phaser(1);
    new Pace(rate, ticker)
        .keep(
            WINDOW.multipliedBy(windows + 1L),
            due -> {
              int node = turn.getAndIncrement() % NODES;
              underWay.register();
              nodes
                  .get(node)
                  .admit(caller)
                  .whenComplete(
                      (admission, failure) -> {
                        if (failure == null) {
                          tally.add(node, admission);
                        } else {
                          failures.increment();
                        }
                        underWay.arriveAndDeregister();
                      });
            });
    underWay.arriveAndAwaitAdvance();
  }

  /** False when a window admitted what it should not. */
  private boolean print(Table table, SortedMap<Long, WindowTally.Counts> counted) {
    boolean exact = true;
    for (var window : counted.entrySet()) {
      WindowTally.Counts counts = window.getValue();
      boolean whole =
          !window.getKey().equals(counted.firstKey()) && !window.getKey().equals(counted.lastKey());
      boolean right = whole ? counts.admitted() == limit : counts.admitted() <= limit;
      exact &= right && counts.rises() == 0;
      table.row(
          List.of(
              Instant.ofEpochSecond(window.getKey()).toString(),
              number(counts.asked()),
              number(counts.admitted()),
              number(counts.rises()),
              whole ? "yes" : "no"));
    }
    return exact;
  }
}
