package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.LostAnswer.Reason;
import dev.tollgate.metering.Meter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What still comes of an answer whose caller left, where its provider bills it all the same: only
 * metered, so that the operator learns what he pays for nobody. The caller's charge does not wait
 * for it.
 *
 * <p>Its events come one at a time.
 */
final class Drain {

  /** A report behind the end has a second to come, and then is counted. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private final Gateway.Tools tools;
  private final ChatCall call;
  private final Attempt attempt;

  /** Of the rest alone: the beginning is being charged. */
  private final Meter meter;

  private final CompletableFuture<Usage> rest = new CompletableFuture<>();

  Drain(Gateway.Tools tools, ChatCall call, Attempt attempt) {
    this.tools = tools;
    this.call = call;
    this.attempt = attempt;
    this.meter = tools.meter(call, attempt.candidate);
  }

  /** What a report behind the end of the answer says was used, or else that count. */
  CompletionStage<Usage> reportedOr(Supplier<Usage> count) {
    // A charge must not wait for an event that may never come.
    return rest.copy()
        .orTimeout(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
        .handle(
            (@Nullable Usage more, @Nullable Throwable failure) ->
                more == null || more.estimated()
                    ? tools.counted(count)
                    : CompletableFuture.completedFuture(more))
        .thenCompose(Function.identity());
  }

  /** Tells the listeners of the rest, once both it and the charge are known. */
  void tellBeside(CompletionStage<Usage> charged) {
    CompletionStage<?> unused =
        charged.thenAcceptBoth(
            rest,
            (paid, more) -> {
              LostAnswer answer = attempt.lost(call, Reason.CALLER_GONE, paid, sum(paid, more));
              tools.tell(listener -> listener.lost(call, answer));
            });
  }

  /** A report is about all of the answer, our own count about the rest of it. */
  private static Usage sum(Usage paid, Usage more) {
    return more.estimated()
        ? Usage.estimated(
            Math.max(paid.promptTokens(), more.promptTokens()),
            paid.completionTokens() + more.completionTokens())
        : more;
  }

  void chunk(ChatChunk chunk) {
    meter.chunk(chunk);
  }

  void answer(ChatResponse response) {
    meter.answer(response);
    end();
  }

  void end() {
    tools.healths().succeeded(attempt.candidate, attempt.visit);
    known();
  }

  /** It broke off, or went beyond the bounds of draining, which says nothing of the upstream. */
  void failed() {
    attempt.visit.abandoned();
    if (attempt.accepted) {
      known();
    }
  }

  private void known() {
    CompletionStage<?> unused =
        tools
            .counted(meter::usage)
            .whenComplete(
                (used, failure) -> {
                  if (failure == null) {
                    rest.complete(used);
                  } else {
                    rest.completeExceptionally(failure);
                  }
                });
  }
}
