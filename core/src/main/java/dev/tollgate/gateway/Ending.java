package dev.tollgate.gateway;

import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is to happen when a call ends, once: billing stands behind it.
 *
 * <p>Neither blocks. The stage completes when the outcome is durable, exceptionally with a {@link
 * dev.tollgate.refusal.Refusal} when it is not known.
 */
public interface Ending {

  /** An ending made of two functions, as {@code Ending.of(hold::settle, hold::release)}. */
  static Ending of(
      Function<Usage, ? extends CompletionStage<?>> settle,
      Supplier<? extends CompletionStage<?>> release) {
    return new Ending() {
      @Override
      public CompletionStage<?> settle(Usage usage) {
        return settle.apply(usage);
      }

      @Override
      public CompletionStage<?> release() {
        return release.get();
      }
    };
  }

  /** An ending that costs nothing and does nothing, for callers who bill by other means. */
  static Ending unbilled() {
    CompletionStage<?> done = CompletableFuture.completedFuture(true);
    return of(usage -> done, () -> done);
  }

  /** That much was used. */
  CompletionStage<?> settle(Usage usage);

  /**
   * That much was used for a whole answer, which the caller gets once this has succeeded: for those
   * who keep it together with its charge. Fails with a refusal of kind {@link
   * dev.tollgate.refusal.RefusalKind#IDEMPOTENCY_IN_PROGRESS} when it must not be shown.
   */
  default CompletionStage<?> settle(ChatResponse answer, Usage usage) {
    return settle(usage);
  }

  /**
   * That much was used for a stream that came to its end, which the caller hears of once this has
   * succeeded: for those who keep it together with its charge. Fails as the ending of a whole
   * answer does when the end must not be shown.
   */
  default CompletionStage<?> settleStream(Usage usage) {
    return settle(usage);
  }

  /** Nothing is to be paid. */
  CompletionStage<?> release();
}
