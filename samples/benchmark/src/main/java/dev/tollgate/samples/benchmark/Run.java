package dev.tollgate.samples.benchmark;

import static dev.tollgate.samples.benchmark.Table.number;

import com.google.common.base.Ticker;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.money.Money;
import dev.tollgate.store.jooq.Database;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** All that is measured on one database. */
final class Run {

  private static final Money FUNDS = Money.ofCredits(BigDecimal.valueOf(1_000_000_000));
  private static final List<String> TITLES =
      List.of(
          "database, ledger",
          "callers",
          "accounts",
          "cycles/s",
          "p50 ms",
          "  p99 ms",
          "reserve p50",
          "reserve p99",
          "failed");
  private static final int FIRST_WIDTH = 38;

  private final Plan plan;
  private final PrintWriter out;
  private final InstantSource clock = InstantSource.system();
  private final Ticker ticker = Ticker.systemTicker();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
  private long failures;
  private boolean balanced = true;

  Run(Plan plan, PrintWriter out) {
    this.plan = plan;
    this.out = out;
  }

  /** Measures; false when something failed or the books do not balance afterwards. */
  boolean on(Store store) throws SQLException, InterruptedException {
    List<AccountId> accounts = open(store);
    Table table = new Table(out, TITLES, FIRST_WIDTH);
    rowByRow(store, accounts, table);
    ledger(store, accounts, table, "group commit");
    if (plan.rows() > 0) {
      new Growth(store).add(plan.rows());
      ledger(store, accounts, table, "with " + number(plan.rows()) + " rows");
      reads(store, accounts);
    }
    check(store);
    return failures == 0 && balanced;
  }

  /** Accounts with more money than the run can spend. */
  private List<AccountId> open(Store store) {
    List<AccountId> accounts = new ArrayList<>();
    try (Database database = database(store)) {
      for (int i = 0; i < plan.mostAccounts(); i++) {
        AccountId account = database.ledger().open("benchmark").toCompletableFuture().join().id();
        TopUp funds = new TopUp(account, FUNDS, "funds", null);
        database.ledger().topUp(funds).toCompletableFuture().join();
        accounts.add(account);
      }
    }
    return accounts;
  }

  private Database database(Store store) {
    return Database.open(store.login(), clock, ticker, ids);
  }

  private void rowByRow(Store store, List<AccountId> accounts, Table table)
      throws SQLException, InterruptedException {
    for (int count : plan.accounts()) {
      for (int callers : plan.callers()) {
        try (RowByRow plain = new RowByRow(store, callers)) {
          Figures figures =
              ClosedLoop.run(
                  plain, requests(accounts, count), new Stopwatch(ticker), callers, plan.span());
          print(table, store.name() + ", row by row", callers, count, figures);
        }
      }
    }
  }

  private void ledger(Store store, List<AccountId> accounts, Table table, String name)
      throws InterruptedException {
    try (Database database = database(store)) {
      LifeCycles ledger = LifeCycles.of(database.billing());
      for (int count : plan.accounts()) {
        for (int callers : plan.callers()) {
          Figures figures =
              ClosedLoop.run(
                  ledger, requests(accounts, count), new Stopwatch(ticker), callers, plan.span());
          print(table, store.name() + ", " + name, callers, count, figures);
        }
      }
      Figures figures =
          OpenLoop.run(
              Work.of(ledger, requests(accounts, 1)),
              new Stopwatch(ticker),
              new Pace(plan.rate(), ticker),
              plan.span());
      print(table, store.name() + ", at " + number(plan.rate()) + "/s", 0, 1, figures);
    }
  }

  private Requests requests(List<AccountId> accounts, int count) {
    return new Requests(accounts.subList(0, count), ids, clock);
  }

  private void print(Table table, String name, int callers, int accounts, Figures figures) {
    failures += figures.failures();
    table.row(
        List.of(
            name,
            callers == 0 ? "" : number(callers),
            number(accounts),
            number(figures.perSecond(), 0),
            number(Figures.millis(figures.cycle(), 50), 2),
            number(Figures.millis(figures.cycle(), 99), 2),
            number(Figures.millis(figures.reserve(), 50), 2),
            number(Figures.millis(figures.reserve(), 99), 2),
            number(figures.failures())));
  }

  private void reads(Store store, List<AccountId> accounts) {
    try (Database database = database(store)) {
      // As a load balancer asks a gateway before anybody reads from it.
      if (!database.answers()) {
        throw new IllegalStateException(store.name() + " does not answer");
      }
      LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      Table table = new Table(out, List.of("read", "  p50 ms", "  max ms"), FIRST_WIDTH);
      new Reads(database.ledger(), accounts, today, ticker)
          .measure()
          .forEach((name, times) -> table.row(read(store, name, times)));
    }
  }

  private static List<String> read(Store store, String name, Histogram times) {
    return List.of(
        store.name() + ", " + name,
        number(Figures.millis(times, 50), 2),
        number(Figures.millis(times, 100), 2));
  }

  private void check(Store store) {
    try (Database database = database(store)) {
      Integrity integrity = database.ledger().check();
      balanced = integrity.ok() && integrity.openHolds() == 0;
      out.println(
          store.name()
              + ": "
              + number(integrity.entries())
              + " entries, "
              + integrity.openHolds()
              + " open holds, books "
              + (integrity.ok() ? "balance" : "do not balance: " + integrity.problems().get(0)));
      out.println();
      out.flush();
    }
  }
}
