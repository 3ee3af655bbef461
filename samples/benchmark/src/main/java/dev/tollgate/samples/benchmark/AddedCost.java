package dev.tollgate.samples.benchmark;

import static dev.tollgate.samples.benchmark.Table.number;

import com.google.common.base.Ticker;
import dev.tollgate.billing.Billing;
import dev.tollgate.idempotency.Idempotency;
import dev.tollgate.idempotency.WaitLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.limits.LocalRateLimiter;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.money.Money;
import dev.tollgate.store.jooq.Database;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what limits and idempotency keys add to a request, each on an H2 of its own. */
@Command(
    name = "added-cost",
    description =
        "Measure on H2, at a steady rate, what limits and idempotency keys add to the time of a"
            + " request's hold and settlement.",
    mixinStandardHelpOptions = true)
final class AddedCost implements Callable<Integer> {

  private static final Money FUNDS = Money.ofCredits(BigDecimal.valueOf(1_000_000_000));
  private static final RateLimit ROOMY = new RateLimit(1_000_000_000, 1_000_000_000);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST_WAITING = 4096;
  private static final List<String> TITLES =
      List.of(
          "H2, with",
          "requests/s",
          "p50 ms",
          "  p99 ms",
          "added p50",
          "added p99",
          "reserve p50",
          "failed");
  private static final int FIRST_WIDTH = 26;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--rate", defaultValue = "1000", description = "Requests a second.")
  private int rate;

  @Option(
      names = "--accounts",
      defaultValue = "1000",
      description = "How many accounts share them, by default ${DEFAULT-VALUE}.")
  private int accounts;

  @Option(names = "--warm-up", paramLabel = "MS", defaultValue = "10000")
  private int warmUp;

  @Option(names = "--measure", paramLabel = "MS", defaultValue = "20000")
  private int measured;

  @Option(
      names = "--folder",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "Where the databases are made, on the disk to be measured.")
  private Path folder = Path.of("");

  private final InstantSource clock = InstantSource.system();
  private final Ticker ticker = Ticker.systemTicker();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
  private boolean sound = true;

  /** Made by the command line alone. */
  AddedCost() {}

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs this");
    }
    PrintWriter out = spec.commandLine().getOut();
    // Of everything, so that no row of the table pays for the compiler.
    measure(Guard.BUDGETS, Duration.ofMillis(warmUp));
    Table table = new Table(out, TITLES, FIRST_WIDTH);
    Figures bare = null;
    for (Guard guard : Guard.values()) {
      Figures figures = measure(guard, Duration.ofMillis(measured));
      bare = bare == null ? figures : bare;
      print(table, guard, figures, bare);
    }
    return sound ? 0 : 1;
  }

  private Figures measure(Guard guard, Duration time) throws IOException {
    ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    timer.setRemoveOnCancelPolicy(true);
    var telling = Executors.newFixedThreadPool(2);
    try (Store store = new H2Store(folder.toAbsolutePath());
        Database database = Database.open(store.login(), clock, ticker, ids)) {
      LocalRateLimiter limiter = new LocalRateLimiter(ROOMY, clock, database.windows());
      Future<?> saving = timer.scheduleWithFixedDelay(limiter::save, 1, 1, TimeUnit.SECONDS);
      WaitLimits waits = new WaitLimits(MOST_WAITING, MOST_WAITING, LONGEST, LONGEST);
      Idempotency keys =
          new Idempotency(database.idempotency(), waits, timer, telling, clock, ticker::read);
      Billing billing = new Billing(database.billing(), ids, clock, LONGEST, telling);
      GuardedRequests work =
          new GuardedRequests(
              guard, open(database), new GuardedRequests.Services(limiter, keys, billing, ids));
      Span span = new Span(Duration.ofMillis(warmUp), time);
      Figures figures = OpenLoop.run(work, new Stopwatch(ticker), new Pace(rate, ticker), span);
      saving.cancel(false);
      Integrity integrity = database.ledger().check();
      sound &= figures.failures() == 0 && integrity.ok() && integrity.openHolds() == 0;
      return figures;
    } finally {
      timer.shutdownNow();
      telling.shutdown();
    }
  }

  /** Accounts with more money than the run can spend. */
  private List<AccountId> open(Database database) {
    List<AccountId> opened = new ArrayList<>();
    for (int i = 0; i < accounts; i++) {
      AccountId account = database.ledger().open("benchmark").toCompletableFuture().join().id();
      TopUp funds = new TopUp(account, FUNDS, "funds", null);
      database.ledger().topUp(funds).toCompletableFuture().join();
      opened.add(account);
    }
    return opened;
  }

  private static void print(Table table, Guard guard, Figures figures, Figures bare) {
    double p50 = Figures.millis(figures.cycle(), 50);
    double p99 = Figures.millis(figures.cycle(), 99);
    table.row(
        List.of(
            guard.words(),
            number(figures.perSecond(), 0),
            number(p50, 2),
            number(p99, 2),
            number(p50 - Figures.millis(bare.cycle(), 50), 2),
            number(p99 - Figures.millis(bare.cycle(), 99), 2),
            number(Figures.millis(figures.reserve(), 50), 2),
            number(figures.failures())));
  }
}
