package dev.tollgate.idempotency;

import static dev.tollgate.contract.Keys.answer;
import static dev.tollgate.contract.Keys.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import dev.tollgate.contract.Orders;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.store.jooq.Database;
import dev.tollgate.store.jooq.DatabaseLogin;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnceOnlyTest {

  private static final AccountId SOMEBODY = new AccountId("somebody");

  private final InstantSource clock = InstantSource.system();
  private final TimeOrderedIds ids = new TimeOrderedIds(clock, new SecureRandom());
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final AtomicInteger runs = new AtomicInteger();
  private Database database;
  private OnceOnly once;

  @BeforeEach
  void open(@TempDir Path folder) {
    database =
        Database.open(
            new DatabaseLogin("jdbc:h2:file:" + folder.resolve("keys"), "tollgate", ""),
            clock,
            Ticker.systemTicker(),
            ids);
    Idempotency keys =
        new Idempotency(
            database.idempotency(),
            new WaitLimits(100, 100, Duration.ofMinutes(1), Duration.ofMillis(10)),
            timer,
            Runnable::run,
            clock,
            Ticker.systemTicker()::read);
    once = new OnceOnly(keys, database.idempotency(), ids, clock, Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    database.close();
    timer.shutdownNow();
  }

  @Test
  void workIsDoneOnceHoweverOftenItIsAskedFor() {
    CompletableFuture<StoredAnswer> result = new CompletableFuture<>();
    List<CompletionStage<StoredAnswer>> asked = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      asked.add(run("body", result));
    }
    result.complete(answer("done"));
    asked.add(run("body", result));

    asked.forEach(stage -> assertThat(Orders.outcome(stage)).isEqualTo(answer("done")));
    assertThat(runs).hasValue(1);
    assertThatThrownBy(() -> Orders.outcome(run("other", result))).isInstanceOf(Refusal.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void failureIsTheCallersOwnAndFreesTheKey() {
    CompletableFuture<StoredAnswer> broken =
        CompletableFuture.failedFuture(new IllegalArgumentException("broken"));

    assertThatThrownBy(() -> Orders.outcome(run("body", broken))).hasMessageContaining("broken");

    CompletableFuture<StoredAnswer> works = CompletableFuture.completedFuture(answer("done"));
    assertThat(Orders.outcome(run("other", works))).isEqualTo(answer("done"));
    assertThat(runs).hasValue(2);
  }

  private CompletionStage<StoredAnswer> run(String body, CompletableFuture<StoredAnswer> result) {
    return once.run(
        claim(SOMEBODY, "k", body),
        Duration.ofSeconds(10),
        () -> {
          runs.incrementAndGet();
          return result;
        });
  }
}
