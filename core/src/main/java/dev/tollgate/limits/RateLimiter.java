package dev.tollgate.limits;

import dev.tollgate.keys.Caller;
import java.util.concurrent.CompletionStage;

/**
 * Admits requests within the limits of their account and of their key, in windows aligned to the
 * clock. Exact and thread-safe.
 */
public sealed interface RateLimiter permits LocalRateLimiter, SharedRateLimiter {

  /**
   * Counts a request against every limit that it is under, or against none.
   *
   * @return completes with the answer; exceptionally with a {@link dev.tollgate.refusal.Refusal}
   *     OVERLOADED when nobody can tell in time
   */
  CompletionStage<Admission> admit(Caller caller);
}
