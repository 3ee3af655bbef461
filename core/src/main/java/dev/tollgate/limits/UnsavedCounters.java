package dev.tollgate.limits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The counters that counted since they were saved, each of them once. Thread-safe. */
final class UnsavedCounters {

  private final @Nullable WindowStore store;
  private final ConcurrentLinkedQueue<WindowCounter> queue = new ConcurrentLinkedQueue<>();

  /** For that store; null where nothing is saved, and then nothing is noted. */
  UnsavedCounters(@Nullable WindowStore store) {
    this.store = store;
  }

  void note(WindowCounter counter) {
    if (store != null && counter.markUnsaved()) {
      queue.add(counter);
    }
  }

  /** Saves all that are there now, in as many steps as it takes. */
  void saveAll() {
    // Not until none is left: a store that refuses puts them back.
    for (int left = queue.size(); left > 0; left -= WindowStore.MOST_AT_ONCE) {
      save();
    }
  }

  /** Saves some; completes with true when there are more. */
  CompletionStage<Boolean> save() {
    List<WindowCounter> counters = new ArrayList<>();
    Map<Subject, Windows> windows = new HashMap<>();
    while (counters.size() < WindowStore.MOST_AT_ONCE) {
      WindowCounter counter = queue.poll();
      if (counter == null) {
        break;
      }
      counter.markSaved();
      counters.add(counter);
      windows.put(counter.subject(), counter.windows());
    }
    if (store == null || counters.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    return store
        .save(windows)
        .handle(
            (saved, failure) -> {
              if (failure != null) {
                counters.forEach(this::note);
              }
              return failure == null && !queue.isEmpty();
            });
  }
}
