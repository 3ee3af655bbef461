package dev.tollgate.idempotency;

import java.util.concurrent.CompletableFuture;

/**
 * The one request of its key that this process lets work; those that came behind it wait for what
 * becomes of it. Whoever has it calls {@link #finished}, {@link #failed} or {@link #taken}; the
 * first call counts. Thread-safe.
 */
public final class Lead implements Turn {

  private final Idempotency registry;
  private final Waiter request;

  Lead(Idempotency registry, Waiter request) {
    this.registry = registry;
    this.request = request;
  }

  /** What is to be claimed in the store. */
  public ClaimOrder order() {
    return request.order();
  }

  /** The store has given it the key: from now on another body is refused at once. */
  public void claimed() {
    registry.claimed(this);
  }

  /** Its answer is that stream: those who wait read it too, and all who come while it is open. */
  public void streams(KeptStream stream) {
    registry.streams(this, stream);
  }

  /**
   * The store has the key for another one.
   *
   * @return what this request has to do instead, within the patience that it came with; completing
   *     it from outside, as by cancelling, leaves
   */
  public CompletableFuture<Turn> taken(ClaimOutcome.Taken by) {
    return registry.taken(this, by);
  }

  /** The answer is on disk: all who wait get it. */
  public void finished(StoredAnswer answer) {
    registry.finished(this, answer);
  }

  /** There is no answer that is kept, and the key is free: the next one works. */
  public void failed() {
    registry.failed(this);
  }

  /** True while somebody waits for the answer. */
  public boolean isAwaited() {
    return registry.isAwaited(this);
  }

  Waiter request() {
    return request;
  }
}
