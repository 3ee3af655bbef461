package dev.tollgate.idempotency;

import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Does a piece of work once for its key, however often and wherever it is asked for: for programs
 * without our servlets and without holds. Thread-safe; nothing blocks.
 */
public final class OnceOnly {

  private final Idempotency keys;
  private final IdempotencyStore store;
  private final TimeOrderedIds ids;
  private final InstantSource clock;
  private final Duration longestWork;

  /**
   * Work under keys of that registry and that store.
   *
   * @param longestWork how long a piece of work may take; behind that its key is another's
   */
  public OnceOnly(
      Idempotency keys,
      IdempotencyStore store,
      TimeOrderedIds ids,
      InstantSource clock,
      Duration longestWork) {
    this.keys = keys;
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.longestWork = longestWork;
  }

  /**
   * Does the work, or gives what it came to before.
   *
   * @param patience how long to wait for the same work that runs already
   * @param work its answer is kept; a failure frees the key
   * @return completes with the answer once it is on disk; exceptionally with what the work failed
   *     with, or with a {@link Refusal} IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_IN_PROGRESS or
   *     OVERLOADED
   */
  public CompletionStage<StoredAnswer> run(
      ClaimOrder order, Duration patience, Supplier<CompletionStage<StoredAnswer>> work) {
    return keys.enter(order, patience).thenCompose(turn -> act(turn, work));
  }

  private CompletionStage<StoredAnswer> act(
      Turn turn, Supplier<CompletionStage<StoredAnswer>> work) {
    if (turn instanceof Turn.Replay replay) {
      return CompletableFuture.completedFuture(replay.answer());
    }
    if (turn instanceof Turn.Refused refused) {
      return CompletableFuture.failedFuture(refused.refusal());
    }
    if (turn instanceof Lead lead) {
      return lead(lead, work);
    }
    throw new IllegalStateException("a turn of no known kind: " + turn);
  }

  private CompletionStage<StoredAnswer> lead(
      Lead lead, Supplier<CompletionStage<StoredAnswer>> work) {
    Instant now = clock.instant();
    OpenClaim claim =
        new OpenClaim(lead.order(), ids.next(OpenClaim.PREFIX), now, now.plus(longestWork));
    return store
        .claim(claim)
        // One that failed may stand all the same, and nobody would end it; where the store can't
        // free it now, it stands for as long as its work might have taken.
        .handle(
            (outcome, failure) ->
                failure == null ? claimed(lead, claim, outcome, work) : free(claim, failure))
        .thenCompose(Function.identity())
        // For a claim that failed; whoever has told the end before is not asked again.
        .whenComplete((answer, failure) -> lead.failed());
  }

  private CompletionStage<StoredAnswer> claimed(
      Lead lead,
      OpenClaim claim,
      ClaimOutcome outcome,
      Supplier<CompletionStage<StoredAnswer>> work) {
    if (outcome instanceof ClaimOutcome.Taken taken) {
      return lead.taken(taken).thenCompose(next -> act(next, work));
    }
    lead.claimed();
    return work(lead, claim, work);
  }

  private CompletionStage<StoredAnswer> work(
      Lead lead, OpenClaim claim, Supplier<CompletionStage<StoredAnswer>> work) {
    return CompletableFuture.completedFuture(work)
        .thenCompose(Supplier::get)
        .handle(
            (answer, failure) -> failure == null ? keep(lead, claim, answer) : free(claim, failure))
        .thenCompose(Function.identity());
  }

  private CompletionStage<StoredAnswer> keep(Lead lead, OpenClaim claim, StoredAnswer answer) {
    return store
        .finish(claim, answer, clock.instant())
        .thenApply(
            kept -> {
              if (!kept) {
                throw Refusal.retryable(
                    RefusalKind.IDEMPOTENCY_IN_PROGRESS,
                    "The work took too long, and another request with its key has begun.",
                    Duration.ofSeconds(1));
              }
              lead.finished(answer);
              return answer;
            });
  }

  private CompletionStage<StoredAnswer> free(OpenClaim claim, Throwable failure) {
    return store
        .free(claim)
        .handle((freed, unfreed) -> CompletableFuture.<StoredAnswer>failedFuture(failure))
        .thenCompose(Function.identity());
  }
}
