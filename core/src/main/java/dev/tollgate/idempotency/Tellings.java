package dev.tollgate.idempotency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** What requests are to be told once the registry's lock is free. Not thread-safe. */
final class Tellings {

  private final KeyCounts counts;
  private final List<Runnable> tellings = new ArrayList<>();

  Tellings(KeyCounts counts) {
    this.counts = counts;
  }

  void add(Waiter waiter, Turn turn) {
    tellings.add(
        () -> {
          if (waiter.turn().complete(turn)) {
            counts.told(turn);
          } else if (turn instanceof Lead lead) {
            // He left while his turn came.
            lead.failed();
          }
        });
  }

  void run(Executor executor) {
    if (!tellings.isEmpty()) {
      executor.execute(() -> tellings.forEach(Runnable::run));
    }
  }
}
