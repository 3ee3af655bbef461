package dev.tollgate.billing;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Keeps the operator's losses, for his own reports. Thread-safe. */
public interface LossStore {

  /**
   * Writes some down, each once however often it is told; does not block.
   *
   * @param losses some hundreds at the most: they are written in one step
   * @return completes when they are written; exceptionally with a {@link
   *     dev.tollgate.refusal.Refusal} OVERLOADED when they are not, or nobody knows. A crash may
   *     lose the last ones
   */
  CompletionStage<?> book(List<Loss> losses);
}
