package dev.tollgate.limits;

import java.util.concurrent.CompletionStage;

/** Windows that several processes count in, by one clock that is neither's. Thread-safe. */
public interface SharedWindows {

  /**
   * Decides and counts in one step that all processes see; does not block.
   *
   * @return completes when it is committed, on the thread that does that, so that what follows must
   *     be short; exceptionally with a {@link dev.tollgate.refusal.Refusal} OVERLOADED, and then
   *     the request may have been counted all the same
   */
  CompletionStage<Admission> count(RateCheck check);
}
