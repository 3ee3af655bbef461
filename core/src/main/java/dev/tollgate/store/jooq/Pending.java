package dev.tollgate.store.jooq;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A command's answer on its way: decided inside the transaction, delivered only once that is
 * committed.
 *
 * <p>Decided and delivered by one thread at a time; the stage itself is thread-safe.
 */
final class Pending<T> {

  private final CompletableFuture<T> stage = new CompletableFuture<>();
  private final long queuedNanos;
  private @Nullable T answer;
  private @Nullable RuntimeException refusal;
  private boolean doubtful;

  Pending(long queuedNanos) {
    this.queuedNanos = queuedNanos;
  }

  CompletableFuture<T> stage() {
    return stage;
  }

  long queuedNanos() {
    return queuedNanos;
  }

  /** Notes the answer; a later call in a later transaction replaces it. */
  void decide(T decided) {
    answer = decided;
    refusal = null;
  }

  /** Notes that the command is turned down, while the rest of its transaction goes on. */
  void turnDown(RuntimeException why) {
    answer = null;
    refusal = why;
  }

  /** What was decided; null when nothing was, or the command was turned down. */
  @Nullable T decided() {
    return answer;
  }

  /** Notes that a transaction with it failed in a way that leaves open whether it is committed. */
  void doubt() {
    doubtful = true;
  }

  boolean isDoubtful() {
    return doubtful;
  }

  /** Hands over what was decided; false when who asked was told before that it takes too long. */
  boolean deliver() {
    return refusal != null
        ? stage.completeExceptionally(refusal)
        : stage.complete(Objects.requireNonNull(answer, "a command without an answer"));
  }

  /** Ends without what was asked for. */
  void fail(RuntimeException why) {
    stage.completeExceptionally(why);
  }
}
