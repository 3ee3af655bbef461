package dev.tollgate.billing;

import java.util.concurrent.CompletionStage;

/** Keeps the operator's losses, for his own reports. Thread-safe. */
public interface LossStore {

  /**
   * Writes one down, beside whatever else is written at the time; does not block.
   *
   * @return completes when it is written; exceptionally with a {@link dev.tollgate.refusal.Refusal}
   *     OVERLOADED when it was not, or nobody knows. A crash may lose the last ones
   */
  CompletionStage<?> book(Loss loss);
}
