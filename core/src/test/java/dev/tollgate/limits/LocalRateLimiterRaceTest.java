package dev.tollgate.limits;

import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.limits.Admission.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalRateLimiterRaceTest {

  private static final int THREADS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-21T12:00:00Z"));

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  /** What one thread does; how many of its requests were granted. */
  private interface Racer {
    int run() throws Exception;
  }

  private List<Integer> race(List<Racer> racers) throws Exception {
    CyclicBarrier start = new CyclicBarrier(racers.size());
    List<Future<Integer>> running = new ArrayList<>();
    for (Racer racer : racers) {
      running.add(
          threads.submit(
              () -> {
                start.await(10, TimeUnit.SECONDS);
                return racer.run();
              }));
    }
    List<Integer> granted = new ArrayList<>();
    for (Future<Integer> one : running) {
      granted.add(one.get(30, TimeUnit.SECONDS));
    }
    return granted;
  }

  private static Caller caller(String key, KeyLimits limits) {
    return new Caller(new AccountId("acct_1"), key, limits);
  }

  private static Racer asking(RateLimiter limiter, Caller caller, int requests) {
    return () -> {
      int granted = 0;
      for (int i = 0; i < requests; i++) {
        granted += outcome(limiter.admit(caller)) instanceof Granted ? 1 : 0;
      }
      return granted;
    };
  }

  private static int sum(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void limitOf37AdmitsExactly37OfManyThreads() throws Exception {
    for (int round = 0; round < 200; round++) {
      RateLimiter limiter = new LocalRateLimiter(new RateLimit(37, 1_000), clock);
      List<Racer> racers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        racers.add(asking(limiter, caller("key", KeyLimits.NONE), 25));
      }

      assertThat(sum(race(racers))).isEqualTo(37);
    }
  }

  @Test
  void keyBeyondItsLimitNeverCostsAnotherKeyARequest() throws Exception {
    for (int round = 0; round < 200; round++) {
      // Room for exactly 5 of the bounded key's and 100 of the free one's.
      RateLimiter limiter = new LocalRateLimiter(new RateLimit(105, 105), clock);
      Caller bounded = caller("bounded", new KeyLimits(5L, null));
      Caller free = caller("free", KeyLimits.NONE);
      List<Integer> granted =
          race(
              List.of(
                  asking(limiter, bounded, 400),
                  asking(limiter, free, 50),
                  asking(limiter, bounded, 400),
                  asking(limiter, free, 50)));

      assertThat(granted.get(0) + granted.get(2)).isEqualTo(5);
      assertThat(granted.get(1) + granted.get(3)).isEqualTo(100);
    }
  }

  @Test
  void noWindowAdmitsMoreThanItsLimitWhileTheMinuteTurns() throws Exception {
    int minutes = 2_000;
    RateLimiter limiter = new LocalRateLimiter(new RateLimit(10, 10L * minutes), clock);
    Caller bounded = caller("bounded", new KeyLimits(4L, null));
    Racer turning =
        () -> {
          for (int minute = 1; minute < minutes; minute++) {
            clock.move(Duration.ofMinutes(minute % 20 == 0 ? -1 : 1));
          }
          return 0;
        };

    List<Integer> granted =
        race(
            List.of(
                turning,
                asking(limiter, bounded, 30_000),
                asking(limiter, bounded, 30_000),
                asking(limiter, caller("free", KeyLimits.NONE), 30_000)));

    assertThat(granted.get(1) + granted.get(2)).isLessThanOrEqualTo(4 * minutes);
    assertThat(sum(granted)).isLessThanOrEqualTo(10 * minutes).isGreaterThanOrEqualTo(10);
  }

  @Test
  void remainingNeverRisesWithinAWindow() throws Exception {
    RateLimiter limiter = new LocalRateLimiter(new RateLimit(1_000_000, 1_000_000), clock);
    Caller bounded = caller("bounded", new KeyLimits(50L, null));
    Caller free = caller("free", KeyLimits.NONE);
    Racer watching =
        () -> {
          long before = Long.MAX_VALUE;
          int rises = 0;
          for (int i = 0; i < 20_000; i++) {
            long remaining = outcome(limiter.admit(free)).minute().remaining();
            rises += remaining >= before ? 1 : 0;
            before = remaining;
          }
          return rises;
        };

    List<Integer> results =
        race(List.of(watching, asking(limiter, bounded, 20_000), asking(limiter, bounded, 20_000)));

    assertThat(results.get(0)).isZero();
    assertThat(outcome(limiter.admit(free)).minute().remaining())
        .isEqualTo(1_000_000 - 20_000 - 50 - 1);
  }
}
