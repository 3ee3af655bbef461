package dev.tollgate.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The calls under way, so that a shutdown can wait for them and then end them; thread-safe. */
final class ActiveExchanges {

  private final Set<CallExchange> exchanges = ConcurrentHashMap.newKeySet();
  private final RetryBudget retries = new RetryBudget(exchanges::size);
  private volatile @Nullable CompletableFuture<Void> idle;

  void add(CallExchange exchange) {
    exchanges.add(exchange);
  }

  void remove(CallExchange exchange) {
    exchanges.remove(exchange);
    CompletableFuture<Void> waiting = idle;
    if (waiting != null && exchanges.isEmpty()) {
      waiting.complete(null);
    }
  }

  int count() {
    return exchanges.size();
  }

  /** How many of them may be at a second try. */
  RetryBudget retries() {
    return retries;
  }

  List<CallExchange> now() {
    return List.copyOf(exchanges);
  }

  /** Waits until there are none; false when some were left after that time. */
  boolean awaitNone(Duration most) throws InterruptedException {
    CompletableFuture<Void> waiting = new CompletableFuture<>();
    idle = waiting;
    if (exchanges.isEmpty()) {
      return true;
    }
    try {
      waiting.get(most.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return exchanges.isEmpty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes it exceptionally", e);
    }
  }
}
