package dev.tollgate.idempotency;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Keys and the answers kept for them. Keys that are claimed with a hold are claimed, kept and freed
 * with it, through the store of holds; these are the others.
 *
 * <p>Nothing blocks. A stage completes when the outcome is committed, and for an answer when it is
 * on disk; exceptionally with a {@link dev.tollgate.refusal.Refusal} OVERLOADED when nothing is
 * known to be done. Every call may be repeated. Thread-safe.
 */
public interface IdempotencyStore {

  /** Claims a key, or says who has it. A claim whose process died is taken over. */
  CompletionStage<ClaimOutcome> claim(OpenClaim claim);

  /**
   * Keeps the answer under its key.
   *
   * @param now from when on it is kept for the order's retention
   * @return false when another request has taken the key over: this answer must not be shown
   */
  CompletionStage<Boolean> finish(OpenClaim claim, StoredAnswer answer, Instant now);

  /** Frees the key, so that the next request runs. */
  CompletionStage<?> free(OpenClaim claim);

  /**
   * How keys stand, whoever claimed them; a key that is free to be claimed is not in the answer.
   *
   * @param orders at most 64
   */
  CompletionStage<Map<KeyScope, ClaimOutcome.Taken>> look(
      Collection<ClaimOrder> orders, Instant now);
}
