package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.assertOverloaded;
import static dev.tollgate.contract.Orders.hold;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.contract.Orders.settle;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Stopwatch;
import dev.tollgate.FailureRow;
import dev.tollgate.contract.Orders;
import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.limits.SharedRateLimiter;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL stopped under load, so that it neither answers nor hangs up, and let go on again.
 *
 * <p>{@code -Dtollgate.stall=30} is the long form: for how many seconds it stands still.
 */
class PostgresStallTest {

  private static final Duration STALL = Duration.ofSeconds(Integer.getInteger("tollgate.stall", 6));

  /** How soon a new caller has to be refused. */
  private static final Duration REFUSED = Duration.ofMillis(2200);

  /** How soon after the stall everything is as before: some connections have to be made again. */
  private static final Duration RECOVERED = Duration.ofSeconds(10);

  private static final int CALLERS = 8;
  private static final Caller CALLER =
      new Caller(new AccountId("acct_1"), "key00001", KeyLimits.NONE);
  private static final int UNDER_WAY = 40;

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @FailureRow(32)
  @Test
  @Timeout(180)
  void newCallersAreRefusedInTimeAndSettlementsUnderWayAreWritten() throws Exception {
    InstantSource clock = InstantSource.fixed(Orders.NOW);
    try (OwnPostgres postgres = OwnPostgres.start(folder);
        Database database = Databases.open(postgres.login(), clock)) {
      AccountId account = funded(database);
      SettlingCallers callers = new SettlingCallers(database, account);
      callers.start(32);
      callers.awaitAcknowledged(200);

      postgres.stop();
      Stopwatch stalled = Stopwatch.createStarted();
      List<CompletableFuture<Duration>> underWay = new ArrayList<>();
      for (int i = 0; i < UNDER_WAY; i++) {
        underWay.add(
            database
                .billing()
                .settle(settle("hold_" + i, SettlingCallers.COST))
                .thenApply(settled -> Duration.ZERO)
                .exceptionally(unknown -> stalled.elapsed())
                .toCompletableFuture());
      }
      Map<String, Long> slowest = refuse(stalled, database, account);
      assertThat(database.answers()).isFalse();
      postgres.resume();
      Stopwatch resumed = Stopwatch.createStarted();

      List<Duration> gaveUp = new ArrayList<>();
      for (CompletableFuture<Duration> told : underWay) {
        gaveUp.add(told.get(RECOVERED.toSeconds(), TimeUnit.SECONDS));
      }
      gaveUp.removeIf(Duration::isZero);
      callers.awaitAcknowledged(200);
      while (!database.answers()) {
        Thread.onSpinWait();
      }
      Duration recovered = resumed.elapsed();
      callers.stop();
      int settled = callers.acknowledged().size() + callers.unknown().size() + UNDER_WAY;
      while (!endedAll(database)) {
        Thread.onSpinWait();
      }

      print(slowest, recovered, settled, callers.unknown().size() + gaveUp.size());
      // Their callers wait that long and no longer, and nobody is told so before.
      assertThat(gaveUp)
          .allMatch(waited -> waited.compareTo(BatchRunner.ENDING_PATIENCE) >= 0)
          .allMatch(waited -> waited.compareTo(BatchRunner.ENDING_PATIENCE.plus(REFUSED)) < 0);
      assertThat(slowest.values()).hasSize(5).allMatch(millis -> millis < REFUSED.toMillis());
      assertThat(recovered).isLessThan(RECOVERED);
      var balance = database.ledger().find(account).orElseThrow().balance();
      assertThat(balance.charged().nanos()).isEqualTo(settled * SettlingCallers.COST);
      assertThat(balance.reserved()).isEqualTo(Money.ZERO);
      assertThat(database.ledger().check().problems()).isEmpty();
    } finally {
      threads.shutdownNow();
    }
  }

  /** An account with holds that wait to be settled. */
  private static AccountId funded(Database database) {
    AccountId account = outcome(database.ledger().open("a")).id();
    outcome(database.ledger().topUp(new TopUp(account, Money.ofNanos(1L << 40), "r", null)));
    for (int i = 0; i < UNDER_WAY; i++) {
      outcome(database.billing().hold(hold(account, "hold_" + i, 10)));
    }
    return account;
  }

  private static RateLimiter limiter(Database database) {
    return new SharedRateLimiter(new RateLimit(60, 10_000), database.sharedWindows().orElseThrow());
  }

  private static void print(
      Map<String, Long> slowest, Duration recovered, int settled, long untold) {
    System.out.printf(
        "stalled %d s: refused after at most %s ms; as before %d ms later; %d settled, %d of them"
            + " told as unknown%n",
        STALL.toSeconds(), slowest, recovered.toMillis(), settled, untold);
  }

  private static boolean endedAll(Database database) {
    try {
      return database.openHolds() == 0;
    } catch (Refusal notYet) {
      return false;
    }
  }

  /**
   * Asks for everything that a request needs, over and over while the database stands still; tells
   * how long each took at most.
   */
  private Map<String, Long> refuse(Stopwatch stalled, Database database, AccountId account)
      throws Exception {
    TopUp topUp = new TopUp(account, Money.ofNanos(1), "late", null);
    Map<String, ThrowingCallable> asked = new LinkedHashMap<>();
    asked.put("hold", () -> outcome(database.billing().hold(hold(account, "late", 10))));
    asked.put("count", () -> outcome(limiter(database).admit(CALLER)));
    asked.put("key", () -> database.keys().find("key00001"));
    asked.put("balance", () -> database.ledger().find(account));
    asked.put("top-up", () -> outcome(database.ledger().topUp(topUp)));
    Map<String, Long> slowest = new LinkedHashMap<>();
    while (stalled.elapsed().compareTo(STALL) < 0) {
      Map<String, List<Future<Long>>> refusals = new LinkedHashMap<>();
      asked.forEach(
          (what, ask) -> {
            List<Future<Long>> times = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
              times.add(threads.submit(() -> refusal(ask)));
            }
            refusals.put(what, times);
          });
      for (var refusal : refusals.entrySet()) {
        for (Future<Long> time : refusal.getValue()) {
          slowest.merge(refusal.getKey(), time.get(20, TimeUnit.SECONDS), Math::max);
        }
      }
    }
    return slowest;
  }

  /** How many milliseconds it took to be refused. */
  private static long refusal(ThrowingCallable ask) {
    Stopwatch asked = Stopwatch.createStarted();
    assertOverloaded(ask);
    return asked.elapsed(TimeUnit.MILLISECONDS);
  }
}
