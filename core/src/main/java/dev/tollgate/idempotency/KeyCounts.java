package dev.tollgate.idempotency;

import java.util.concurrent.atomic.LongAdder;

/** Counts since this process started what became of requests with keys. Thread-safe. */
public final class KeyCounts {

  private final LongAdder replays = new LongAdder();
  private final LongAdder joins = new LongAdder();
  private final LongAdder conflicts = new LongAdder();

  KeyCounts() {}

  /** Answers that were given again. */
  public long replays() {
    return replays.sum();
  }

  /** Requests that waited for another one with their key, or read its stream. */
  public long joins() {
    return joins.sum();
  }

  /** Requests refused because their key was used with another body. */
  public long conflicts() {
    return conflicts.sum();
  }

  void joined() {
    joins.increment();
  }

  void told(Turn turn) {
    if (turn instanceof Turn.Replay) {
      replays.increment();
    } else if (turn instanceof Turn.Refused refused && Refusals.isReuse(refused.refusal())) {
      conflicts.increment();
    }
  }
}
