package dev.tollgate.store.jooq;

import static dev.tollgate.contract.Orders.NOW;
import static dev.tollgate.contract.Orders.outcome;
import static dev.tollgate.store.schema.Tables.TOLLGATE_RATE_WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.keys.Caller;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.limits.Admission;
import dev.tollgate.limits.Admission.Denied;
import dev.tollgate.limits.LocalRateLimiter;
import dev.tollgate.limits.RateLimit;
import dev.tollgate.limits.WindowStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the counts of one process at its end. */
class H2WindowsTest {

  private static final RateLimit LIMIT = new RateLimit(50, 100);
  private static final Caller BOUNDED =
      new Caller(new AccountId("acct_1"), "bounded0", new KeyLimits(null, 9L));
  private static final Caller FREE =
      new Caller(new AccountId("acct_1"), "free0000", KeyLimits.NONE);

  @TempDir Path folder;
  private volatile Instant now = NOW;

  @Test
  void restartGoesOnCountingAndItsClockMayBeAnEarlierOne() {
    try (Database first = open(folder)) {
      LocalRateLimiter limiter = limiter(first);
      admit(limiter, FREE, 30);
      admit(limiter, BOUNDED, 7);
      limiter.saveAll();
    }
    now = NOW.minusSeconds(3_600);
    try (Database second = open(folder)) {
      LocalRateLimiter limiter = limiter(second);

      assertThat(admit(limiter, BOUNDED, 1).day().remaining()).isEqualTo(1);
      assertThat(admit(limiter, FREE, 1).minute().remaining()).isEqualTo(11);
      limiter.saveAll();
    }
    now = NOW;
    try (Database third = open(folder)) {
      LocalRateLimiter limiter = limiter(third);

      assertThat(admit(limiter, BOUNDED, 2)).isInstanceOf(Denied.class);
      assertThat(admit(limiter, FREE, 1).day().remaining()).isEqualTo(59);
    }
  }

  @Test
  void newDayIsOpenAfterARestartToo() {
    try (Database first = open(folder)) {
      LocalRateLimiter limiter = limiter(first);
      admit(limiter, BOUNDED, 20);
      limiter.saveAll();
    }
    now = NOW.plus(Duration.ofMinutes(1));
    try (Database second = open(folder)) {
      assertThat(admit(limiter(second), BOUNDED, 1).day().remaining()).isEqualTo(8);
    }
  }

  @Test
  @Timeout(60)
  void crashForgetsOnlyWhatWasNotWrittenInTheLastSecond() throws Exception {
    Path crashed = folder.resolve("crashed");
    try (Database first = open(Files.createDirectory(folder.resolve("running")))) {
      LocalRateLimiter limiter = limiter(first);
      admit(limiter, FREE, 30);
      outcome(limiter.save());
      // The file as a crash leaves it, once a checkpoint wrote it: nobody asks for one.
      while (remaining(crashed) != 100 - 30 - 1) {
        copy(folder.resolve("running"), crashed);
      }
    }
  }

  @Test
  void savingIsBoundedAndTellsThatThereIsMore() {
    try (Database database = open(folder)) {
      LocalRateLimiter limiter = limiter(database);
      for (int i = 0; i <= WindowStore.MOST_AT_ONCE; i++) {
        admit(limiter, new Caller(new AccountId("acct_" + i), "key", KeyLimits.NONE), 3);
      }

      assertThat(outcome(limiter.save())).isTrue();
      assertThat(database.windows().load(now)).hasSize(WindowStore.MOST_AT_ONCE);
      assertThat(outcome(limiter.save())).isFalse();
      assertThat(database.windows().load(now)).hasSize(WindowStore.MOST_AT_ONCE + 1);
      assertThat(outcome(limiter.save())).isFalse();
    }
  }

  @Test
  void whatTheStoreRefusedIsSavedLater() {
    LocalRateLimiter limiter;
    try (Database first = open(folder)) {
      limiter = limiter(first);
      admit(limiter, FREE, 30);
    }
    assertThat(outcome(limiter.save())).isFalse();
    assertThat(outcome(limiter.save())).isFalse();
    try (Database second = open(folder)) {
      assertThat(second.windows().load(now)).isEmpty();
    }
  }

  @Test
  void windowsOfLongAgoAreTrimmedStepByStep() throws Exception {
    try (Database database = open(folder);
        Connection beside = H2Files.beside(folder)) {
      LocalRateLimiter limiter = limiter(database);
      for (int i = 0; i < RateWindowRows.STEP + 5; i++) {
        admit(limiter, new Caller(new AccountId("acct_" + i), "key", KeyLimits.NONE), 1);
      }
      limiter.saveAll();
      now = NOW.plus(Duration.ofDays(1));
      admit(limiter, FREE, 1);
      limiter.saveAll();
      assertThat(outcome(database.sweep(400))).isEqualTo(Databases.NOTHING_SWEPT);
      assertThat(rows(beside)).isEqualTo(RateWindowRows.STEP + 5);

      now = NOW.plus(Duration.ofDays(2));
      assertThat(outcome(database.sweep(400)))
          .returns(RateWindowRows.STEP, Swept::windows)
          .returns(true, Swept::isFull);
      assertThat(rows(beside)).isEqualTo(5);
      assertThat(outcome(database.sweep(400)))
          .returns(4, Swept::windows)
          .returns(false, Swept::isFull);
      assertThat(rows(beside)).isEqualTo(1);
    }
  }

  private static int rows(Connection beside) {
    return new H2Engine(new DatabaseLogin("jdbc:h2:mem:", "", ""))
        .sql(beside)
        .fetchCount(TOLLGATE_RATE_WINDOW);
  }

  /** What a process that starts with those files says; -1 as long as it has no use for them. */
  private long remaining(Path files) {
    if (!Files.exists(files)) {
      return -1;
    }
    try (Database again = open(files)) {
      return admit(limiter(again), FREE, 1).day().remaining();
    } catch (IllegalStateException notYet) {
      return -1;
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    Files.createDirectories(to);
    try (Stream<Path> old = Files.list(to)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private Database open(Path files) {
    return Databases.open(H2Files.login(files), () -> now);
  }

  private LocalRateLimiter limiter(Database database) {
    return new LocalRateLimiter(LIMIT, () -> now, database.windows());
  }

  /** The last of several answers. */
  private static Admission admit(LocalRateLimiter limiter, Caller caller, int times) {
    return Stream.generate(() -> outcome(limiter.admit(caller)))
        .limit(times)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }
}
