package dev.tollgate.idempotency;

import static dev.tollgate.contract.Keys.answer;
import static dev.tollgate.contract.Keys.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.gateway.ManualTimer;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final AccountId ACCOUNT = new AccountId("acct_1");
  private static final ClaimOrder SAME = claim(ACCOUNT, "k", "body");
  private static final ClaimOrder OTHER = claim(ACCOUNT, "k", "other");
  private static final Turn ANSWERED = new Turn.Replay(answer("yes"));

  private final AtomicLong now = new AtomicLong();
  private final ManualTimer timer = new ManualTimer();
  private final Elsewhere elsewhere = new Elsewhere();
  private final Idempotency keys =
      new Idempotency(
          elsewhere,
          new WaitLimits(3, 5, LONGEST, LOOK),
          timer,
          Runnable::run,
          InstantSource.fixed(Instant.EPOCH),
          now::get);

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void firstWorksAndTheSameBehindItGetWhatItGot() {
    Lead lead = lead(enter(SAME));
    lead.claimed();
    CompletableFuture<Turn> second = enter(SAME);
    CompletableFuture<Turn> third = enter(SAME);
    assertThat(second).isNotDone();
    assertThat(lead.isAwaited()).isTrue();

    lead.finished(answer("yes"));

    assertThat(second).isCompletedWithValue(ANSWERED);
    assertThat(third).isCompletedWithValue(ANSWERED);
    assertThat(enter(SAME).join()).isInstanceOf(Lead.class);
    assertThat(keys.counts().joins()).isEqualTo(2);
    assertThat(keys.counts().replays()).isEqualTo(2);
  }

  @Test
  void otherBodyIsRefusedOnceTheFirstHasTheKeyAndNotBefore() {
    Lead lead = lead(enter(SAME));
    CompletableFuture<Turn> early = enter(OTHER);
    assertThat(early).isNotDone();

    lead.claimed();

    assertThat(kind(early)).isEqualTo(RefusalKind.IDEMPOTENCY_KEY_REUSED);
    assertThat(kind(enter(OTHER))).isEqualTo(RefusalKind.IDEMPOTENCY_KEY_REUSED);
    assertThat(keys.counts().conflicts()).isEqualTo(2);
  }

  @Test
  void failureLetsTheNextWorkWhileTheOthersWaitForIt() {
    Lead first = lead(enter(SAME));
    first.claimed();
    CompletableFuture<Turn> second = enter(SAME);
    CompletableFuture<Turn> third = enter(SAME);

    first.failed();
    first.finished(answer("too late"));

    assertThat(third).isNotDone();
    lead(second).finished(answer("yes"));
    assertThat(third).isCompletedWithValue(ANSWERED);
  }

  @Test
  void workThatFailsTwiceIsNotTriedByEachOfThoseWhoWait() {
    Lead first = lead(enter(SAME));
    CompletableFuture<Turn> second = enter(SAME);
    CompletableFuture<Turn> third = enter(SAME);
    CompletableFuture<Turn> fourth = enter(SAME);

    first.failed();
    lead(second).failed();

    assertThat(kind(third)).isEqualTo(RefusalKind.IDEMPOTENCY_IN_PROGRESS);
    assertThat(kind(fourth)).isEqualTo(RefusalKind.IDEMPOTENCY_IN_PROGRESS);
    lead(enter(SAME)).failed();
  }

  @Test
  void whoHasWaitedHalfHisTimeDoesNotBeginToWork() {
    Lead first = lead(enter(SAME));
    CompletableFuture<Turn> second = enter(SAME);
    now.set(PATIENCE.toNanos() / 2);
    CompletableFuture<Turn> third = enter(SAME);

    first.failed();

    assertThat(kind(second)).isEqualTo(RefusalKind.IDEMPOTENCY_IN_PROGRESS);
    lead(third).failed();
  }

  @Test
  void whoHasLeftIsPassedOver() {
    Lead first = lead(enter(SAME));
    CompletableFuture<Turn> second = enter(SAME);
    CompletableFuture<Turn> third = enter(SAME);

    assertThat(second.cancel(false)).isTrue();
    first.failed();

    lead(third).failed();
    assertThat(enter(SAME).join()).isInstanceOf(Lead.class);
  }

  @Test
  void answerThatTheStoreHasGoesToAll() {
    Lead first = lead(enter(SAME));
    CompletableFuture<Turn> second = enter(SAME);
    CompletableFuture<Turn> other = enter(OTHER);

    assertThat(first.taken(new ClaimOutcome.Finished(answer("yes"))))
        .isCompletedWithValue(ANSWERED);

    assertThat(second).isCompletedWithValue(ANSWERED);
    assertThat(kind(other)).isEqualTo(RefusalKind.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void bodyThatTheStoreDoesNotKnowIsRefusedAndTheOtherOneAsks() {
    Lead first = lead(enter(SAME));
    CompletableFuture<Turn> second = enter(SAME);
    CompletableFuture<Turn> other = enter(OTHER);

    CompletableFuture<Turn> again = first.taken(new ClaimOutcome.OtherBody());

    for (CompletableFuture<Turn> refused : List.of(again, second)) {
      assertThat(kind(refused)).isEqualTo(RefusalKind.IDEMPOTENCY_KEY_REUSED);
    }
    assertThat(lead(other).taken(new ClaimOutcome.Finished(answer("yes"))))
        .isCompletedWithValue(ANSWERED);
  }

  @Test
  void workOfAnotherProcessIsLookedAtUntilItHasAnAnswer() {
    CompletableFuture<Turn> first = lead(enter(SAME)).taken(new ClaimOutcome.Running());
    CompletableFuture<Turn> second = enter(SAME);
    elsewhere.taken.put(SAME.scope(), new ClaimOutcome.Running());
    assertThat(kind(enter(OTHER))).isEqualTo(RefusalKind.IDEMPOTENCY_KEY_REUSED);

    look();
    look();
    assertThat(first).isNotDone();
    elsewhere.taken.put(SAME.scope(), new ClaimOutcome.Finished(answer("yes")));
    look();

    assertThat(first).isCompletedWithValue(ANSWERED);
    assertThat(second).isCompletedWithValue(ANSWERED);
    int looks = elsewhere.looks;
    look();
    assertThat(elsewhere.looks).as("nobody waits any more").isEqualTo(looks);
  }

  @Test
  void workThatDiedElsewhereIsDoneHereByOne() {
    CompletableFuture<Turn> first = lead(enter(SAME)).taken(new ClaimOutcome.Running());
    CompletableFuture<Turn> second = enter(SAME);

    look();

    assertThat(Stream.of(first, second).filter(CompletableFuture::isDone)).hasSize(1);
    lead(first).finished(answer("yes"));
    assertThat(second).isCompletedWithValue(ANSWERED);
  }

  @Test
  void nobodyWaitsLongerThanHisPatience() {
    Lead lead = lead(enter(SAME));
    CompletableFuture<Turn> second = enter(SAME);

    timer.fire(timer.delays().lastIndexOf(PATIENCE));

    assertThat(kind(second)).isEqualTo(RefusalKind.IDEMPOTENCY_IN_PROGRESS);
    assertThat(lead.isAwaited()).isFalse();
  }

  @Test
  void leadThatNeverTellsItsEndIsGivenUp() {
    Lead silent = lead(enter(SAME));
    CompletableFuture<Turn> second = enter(SAME);

    timer.fire(timer.delays().indexOf(LONGEST));

    assertThat(second.join()).isInstanceOf(Lead.class);
    silent.finished(answer("too late"));
    assertThat(enter(SAME)).isNotDone();
  }

  @Test
  void moreThanMayWaitAreToldToComeAgain() {
    lead(enter(SAME));
    for (int i = 0; i < 3; i++) {
      assertThat(enter(SAME)).isNotDone();
    }
    assertThat(kind(enter(SAME))).isEqualTo(RefusalKind.IDEMPOTENCY_IN_PROGRESS);

    ClaimOrder another = claim(ACCOUNT, "k2", "body");
    lead(enter(another));
    assertThat(enter(another)).isNotDone();
    CompletableFuture<Turn> last = enter(another);
    assertThat(kind(enter(another))).isEqualTo(RefusalKind.IDEMPOTENCY_IN_PROGRESS);
    last.cancel(false);
    assertThat(enter(another)).isNotDone();
  }

  private CompletableFuture<Turn> enter(ClaimOrder order) {
    return keys.enter(order, PATIENCE);
  }

  private void look() {
    timer.fire(timer.delays().lastIndexOf(LOOK));
  }

  private static Lead lead(CompletableFuture<Turn> turn) {
    assertThat(turn).isDone();
    assertThat(turn.join()).isInstanceOf(Lead.class);
    return (Lead) turn.join();
  }

  private static RefusalKind kind(CompletableFuture<Turn> turn) {
    assertThat(turn).isDone();
    assertThat(turn.join()).isInstanceOf(Turn.Refused.class);
    return ((Turn.Refused) turn.join()).refusal().kind();
  }

  /** What other processes have. */
  private static final class Elsewhere implements IdempotencyStore {

    private final Map<KeyScope, ClaimOutcome.Taken> taken = new HashMap<>();
    private int looks;

    @Override
    public CompletionStage<Map<KeyScope, ClaimOutcome.Taken>> look(
        Collection<ClaimOrder> orders, Instant now) {
      looks++;
      return CompletableFuture.completedFuture(Map.copyOf(taken));
    }

    @Override
    public CompletionStage<ClaimOutcome> claim(OpenClaim claim) {
      throw new AssertionError("whoever leads claims");
    }

    @Override
    public CompletionStage<Boolean> finish(OpenClaim claim, StoredAnswer answer, Instant now) {
      throw new AssertionError("whoever leads finishes");
    }

    @Override
    public CompletionStage<?> free(OpenClaim claim) {
      throw new AssertionError("whoever leads frees");
    }
  }
}
