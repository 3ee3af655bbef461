package dev.tollgate.limits;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Where the windows of one process outlive it. Thread-safe. */
public interface WindowStore {

  /** How many windows {@link #save} takes at once. */
  int MOST_AT_ONCE = 256;

  /** The windows that may matter at that time. Blocks: for the start. */
  Map<Subject, Windows> load(Instant now);

  /**
   * Writes windows down in the place of those before; does not block.
   *
   * @param windows at most {@link #MOST_AT_ONCE}
   * @return completes when they are committed, which is at most a second before they are on disk
   */
  CompletionStage<?> save(Map<Subject, Windows> windows);
}
