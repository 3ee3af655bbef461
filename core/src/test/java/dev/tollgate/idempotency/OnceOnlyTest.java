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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
  private final AtomicInteger answersLost = new AtomicInteger();
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
    once =
        new OnceOnly(
            keys, new UnluckyStore(database.idempotency()), ids, clock, Duration.ofMinutes(1));
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

  @Test
  void claimWhoseAnswerIsLostIsFreed() {
    CompletableFuture<StoredAnswer> works = CompletableFuture.completedFuture(answer("done"));
    answersLost.set(1);

    assertThatThrownBy(() -> Orders.outcome(run("body", works))).hasMessageContaining("lost");

    assertThat(runs).hasValue(0);
    assertThat(Orders.outcome(run("other", works))).isEqualTo(answer("done"));
  }

  /** Makes claims and loses the answer, as often as it is told to. */
  private final class UnluckyStore implements IdempotencyStore {
    private final IdempotencyStore store;

    UnluckyStore(IdempotencyStore store) {
      this.store = store;
    }

    @Override
    public CompletionStage<ClaimOutcome> claim(OpenClaim claim) {
      CompletionStage<ClaimOutcome> claimed = store.claim(claim);
      return answersLost.getAndUpdate(left -> Math.max(0, left - 1)) == 0
          ? claimed
          : claimed.thenCompose(
              outcome -> CompletableFuture.failedFuture(new IllegalStateException("lost")));
    }

    @Override
    public CompletionStage<Boolean> finish(OpenClaim claim, StoredAnswer answer, Instant now) {
      return store.finish(claim, answer, now);
    }

    @Override
    public CompletionStage<?> free(OpenClaim claim) {
      return store.free(claim);
    }

    @Override
    public CompletionStage<Map<KeyScope, ClaimOutcome.Taken>> look(
        Collection<ClaimOrder> orders, Instant now) {
      return store.look(orders, now);
    }
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
