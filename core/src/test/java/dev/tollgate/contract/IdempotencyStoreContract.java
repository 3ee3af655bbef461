package dev.tollgate.contract;

import static dev.tollgate.contract.Keys.answer;
import static dev.tollgate.contract.Keys.claim;
import static dev.tollgate.contract.Orders.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.idempotency.ClaimOrder;
import dev.tollgate.idempotency.ClaimOutcome;
import dev.tollgate.idempotency.IdempotencyStore;
import dev.tollgate.idempotency.OpenClaim;
import dev.tollgate.ledger.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyStore} does with claims that have no hold. */
public abstract class IdempotencyStoreContract extends StoreContract {

  private static final AccountId SOMEBODY = new AccountId("a user of another system");
  private static final ClaimOutcome CLAIMED = new ClaimOutcome.Claimed();
  private static final ClaimOutcome RUNNING = new ClaimOutcome.Running();

  private final ClaimOrder key = claim(SOMEBODY, "k", "body");
  private final ClaimOrder otherBody = claim(SOMEBODY, "k", "other");

  private IdempotencyStore keys() {
    return stores().claims();
  }

  @Test
  void keyIsOnesUntilItIsAnsweredAndThenTheAnswersForItsRetention() {
    OpenClaim first = open(key, "claim_1", Orders.NOW);

    assertThat(outcome(keys().claim(first))).isEqualTo(CLAIMED);
    assertThat(outcome(keys().claim(first))).isEqualTo(CLAIMED);
    assertThat(outcome(keys().claim(open(key, "claim_2", Orders.NOW)))).isEqualTo(RUNNING);
    assertThat(outcome(keys().claim(open(otherBody, "claim_2", Orders.NOW))))
        .isEqualTo(new ClaimOutcome.OtherBody());
    for (int again = 0; again < 2; again++) {
      assertThat(outcome(keys().finish(first, answer("yes"), Orders.NOW))).isTrue();
    }

    Instant last = Orders.NOW.plus(Keys.RETENTION);
    assertThat(outcome(keys().claim(open(key, "claim_3", last))))
        .isEqualTo(new ClaimOutcome.Finished(answer("yes")));
    assertThat(outcome(keys().claim(open(otherBody, "claim_4", last.plusSeconds(1)))))
        .isEqualTo(CLAIMED);
  }

  @Test
  void freedKeyIsAnybodys() {
    OpenClaim first = open(key, "claim_1", Orders.NOW);
    outcome(keys().claim(first));

    outcome(keys().free(first));

    assertThat(outcome(keys().claim(open(otherBody, "claim_2", Orders.NOW)))).isEqualTo(CLAIMED);
  }

  @Test
  void freeingKeepsWhatIsAnswered() {
    OpenClaim first = open(key, "claim_1", Orders.NOW);
    outcome(keys().claim(first));
    outcome(keys().finish(first, answer("yes"), Orders.NOW));

    outcome(keys().free(first));

    assertThat(outcome(keys().claim(open(key, "claim_2", Orders.NOW))))
        .isEqualTo(new ClaimOutcome.Finished(answer("yes")));
  }

  @Test
  void claimThatOutlivedItsTimeIsTakenOverAndItsAnswerRefused() {
    OpenClaim first = open(key, "claim_1", Orders.NOW);
    OpenClaim next = open(key, "claim_2", Orders.NOW.plus(Duration.ofMinutes(6)));
    outcome(keys().claim(first));

    assertThat(outcome(keys().claim(next))).isEqualTo(CLAIMED);

    assertThat(outcome(keys().finish(first, answer("late"), Orders.NOW))).isFalse();
    assertThat(outcome(keys().finish(next, answer("next"), Orders.NOW))).isTrue();
    assertThat(outcome(keys().finish(first, answer("late"), Orders.NOW))).isFalse();
  }

  @Test
  void manyAtOnceForOneKeyGetItOnce() {
    List<CompletionStage<ClaimOutcome>> stages = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      stages.add(keys().claim(open(key, "claim_" + i, Orders.NOW)));
    }

    List<ClaimOutcome> outcomes = stages.stream().map(Orders::outcome).toList();

    assertThat(outcomes).filteredOn(CLAIMED::equals).hasSize(1);
    assertThat(outcomes).filteredOn(RUNNING::equals).hasSize(63);
  }

  @Test
  void looksAtManyKeysAtOnceAndTellsThoseThatAreTaken() {
    ClaimOrder running = claim(SOMEBODY, "running", "body");
    ClaimOrder done = claim(SOMEBODY, "done", "body");
    ClaimOrder other = claim(SOMEBODY, "other", "body");
    ClaimOrder free = claim(SOMEBODY, "free", "body");
    outcome(keys().claim(open(running, "claim_1", Orders.NOW)));
    outcome(keys().claim(open(claim(SOMEBODY, "other", "x"), "claim_2", Orders.NOW)));
    OpenClaim answered = open(done, "claim_3", Orders.NOW);
    outcome(keys().claim(answered));
    outcome(keys().finish(answered, answer("yes"), Orders.NOW));

    assertThat(outcome(keys().look(List.of(running, done, other, free), Orders.NOW)))
        .isEqualTo(
            Map.of(
                running.scope(),
                new ClaimOutcome.Running(),
                done.scope(),
                new ClaimOutcome.Finished(answer("yes")),
                other.scope(),
                new ClaimOutcome.OtherBody()));
    assertThat(outcome(keys().look(List.of(running), Orders.NOW.plus(Duration.ofMinutes(6)))))
        .isEmpty();
  }

  private static OpenClaim open(ClaimOrder order, String id, Instant claimed) {
    return new OpenClaim(order, id, claimed, claimed.plus(Duration.ofMinutes(5)));
  }
}
