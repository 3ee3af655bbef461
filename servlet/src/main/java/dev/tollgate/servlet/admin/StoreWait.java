package dev.tollgate.servlet.admin;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits on the container's thread for a write to be on disk, at most so long; thread-safe.
 *
 * <p>A write that is late may still happen, and the refusal says so.
 */
record StoreWait(Duration atMost) {

  /** Long for a database that lives, short for an operator's script. */
  static final StoreWait USUAL = new StoreWait(Duration.ofSeconds(5));

  /**
   * What the stage completes with.
   *
   * @throws Refusal the stage's own one, or OVERLOADED when it is late
   */
  <T> T outcome(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new IllegalStateException("a write failed", e.getCause());
    } catch (TimeoutException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late();
    }
  }

  private static Refusal late() {
    return Refusal.retryable(
        RefusalKind.OVERLOADED,
        "The database did not answer in time; whether the change was made is not known.",
        Duration.ofSeconds(1));
  }
}
