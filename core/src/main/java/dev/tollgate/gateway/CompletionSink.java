package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Turns the one event of a whole answer into a future. */
final class CompletionSink implements AnswerSink {

  private final CompletableFuture<Completion> completion = new CompletableFuture<>();

  CompletableFuture<Completion> completion() {
    return completion;
  }

  @Override
  public void answer(ChatResponse response, Usage usage) {
    completion.complete(new Completion(response, usage));
  }

  @Override
  public void chunk(ChatChunk chunk) {
    throw new IllegalStateException("a whole answer has no chunks");
  }

  @Override
  public void end(Usage usage) {
    throw new IllegalStateException("a whole answer has no end of a stream");
  }

  @Override
  public void fail(Refusal refusal) {
    completion.completeExceptionally(refusal);
  }

  @Override
  public void abandon() {
    completion.completeExceptionally(
        Refusal.retryable(
            RefusalKind.OVERLOADED,
            "The ledger does not answer: the outcome is not known.",
            Duration.ofSeconds(1)));
  }
}
