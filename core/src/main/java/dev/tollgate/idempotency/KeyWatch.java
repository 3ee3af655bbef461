package dev.tollgate.idempotency;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again how keys stand that other processes work on: many keys in one question, and
 * the next question only behind the answer to the last. Thread-safe.
 */
final class KeyWatch {

  /** What a store is asked about at once. */
  private static final int AT_ONCE = 64;

  private final IdempotencyStore store;
  private final InstantSource clock;
  private final ScheduledExecutorService timer;
  private final Duration pause;
  private final Map<KeyScope, Watched> watched = new HashMap<>();

  /** The next look; null while there is nothing to look at. */
  private @Nullable Future<?> next;

  KeyWatch(
      IdempotencyStore store, InstantSource clock, ScheduledExecutorService timer, Duration pause) {
    this.store = store;
    this.clock = clock;
    this.timer = timer;
    this.pause = pause;
  }

  /** Hears how a key stands; null when it is free. */
  interface Sight {
    /** Gives true to go on looking. */
    boolean seen(ClaimOutcome.@Nullable Taken by);
  }

  private record Watched(ClaimOrder order, Sight sight) {}

  synchronized void add(ClaimOrder order, Sight sight) {
    watched.put(order.scope(), new Watched(order, sight));
    if (next == null) {
      lookLater();
    }
  }

  synchronized void remove(KeyScope scope) {
    watched.remove(scope);
  }

  private synchronized void lookLater() {
    next = timer.schedule(this::look, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void look() {
    List<Watched> all;
    synchronized (this) {
      if (watched.isEmpty()) {
        next = null;
        return;
      }
      all = new ArrayList<>(watched.values());
    }
    List<CompletableFuture<?>> looks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      looks.add(lookAt(all.subList(from, Math.min(all.size(), from + AT_ONCE))));
    }
    CompletionStage<Void> seen = CompletableFuture.allOf(looks.toArray(CompletableFuture[]::new));
    seen.whenComplete((done, failure) -> lookLater());
  }

  private CompletableFuture<?> lookAt(List<Watched> some) {
    return store
        .look(some.stream().map(Watched::order).toList(), clock.instant())
        .thenAccept(
            taken -> {
              for (Watched one : some) {
                if (!one.sight.seen(taken.get(one.order.scope()))) {
                  forget(one);
                }
              }
            })
        .toCompletableFuture();
  }

  /** Unless it was added anew meanwhile. */
  private synchronized void forget(Watched one) {
    watched.remove(one.order.scope(), one);
  }
}
