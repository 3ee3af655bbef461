package dev.tollgate.servlet.http;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits on the container's thread for what a store answers; thread-safe.
 *
 * <p>What is late may still happen: who waited for it sees to that.
 *
 * @param atMost how long
 * @param late what a caller is told whose wait ended
 */
public record StoreWait(Duration atMost, String late) {

  /**
   * For a request of the API. A store takes a millisecond or two; a database that takes this long
   * is stalled.
   */
  public static final StoreWait OF_REQUEST = ofRequest(Duration.ofMillis(2200));

  /** For an operator's change: long for a database that lives, short for a script. */
  public static final StoreWait OF_CHANGE =
      new StoreWait(
          Duration.ofSeconds(5),
          "The database did not answer in time; whether the change was made is not known.");

  /** Checks its parts. */
  public StoreWait {
    Objects.requireNonNull(atMost);
    Objects.requireNonNull(late);
  }

  /** A wait of a request of the API. */
  public static StoreWait ofRequest(Duration atMost) {
    return new StoreWait(atMost, "The server is overloaded: try again in a moment.");
  }

  /**
   * What the stage completes with.
   *
   * @throws Refusal the stage's own one, or OVERLOADED when it is late
   * @throws IllegalStateException when the stage fails with anything else
   */
  public <T> T outcome(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new IllegalStateException("the store failed", e.getCause());
    } catch (TimeoutException e) {
      throw refusal();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refusal();
    }
  }

  private Refusal refusal() {
    return Refusal.retryable(RefusalKind.OVERLOADED, late, Duration.ofSeconds(1));
  }
}
