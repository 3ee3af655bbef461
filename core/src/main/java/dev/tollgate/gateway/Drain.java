package dev.tollgate.gateway;

import dev.tollgate.chat.ChatChunk;
import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.LostAnswer.Reason;
import dev.tollgate.metering.Meter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What still comes of an answer whose caller left, where its provider bills it all the same: only
 * metered, so that the operator learns what he pays for nobody. The caller's charge does not wait
 * for it.
 *
 * <p>Its events come one at a time.
 */
final class Drain {

  /** Longer than an upstream may take to report behind the end. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private static final Usage NO_REPORT = Usage.estimated(0, 0);

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
    CompletableFuture<Usage> report = rest.exceptionally(uncounted -> NO_REPORT);
    // A charge must not wait for an event that may never come.
    Runnable giveUp = () -> report.complete(NO_REPORT);
    ScheduledFuture<?> end =
        tools.timer().schedule(giveUp, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    return report.thenCompose(
        more -> {
          end.cancel(false);
          return more.estimated() ? tools.counted(count) : CompletableFuture.completedFuture(more);
        });
  }

  /** Tells the listeners of the rest, once both it and the charge are known. */
  void tellBeside(CompletionStage<Usage> charged) {
    CompletionStage<?> unused =
        charged.thenAcceptBoth(
            rest,
            (paid, more) ->
                tools.tellLoss(
                    call, attempt.lost(call, Reason.CALLER_GONE, paid, sum(paid, more))));
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
    if (meter.mustCount()) {
      CompletableFuture<?> unused = rest.completeAsync(meter::usage, tools::work);
    } else {
      // A caller may be charged by a report, which waits behind nobody's count.
      rest.complete(meter.usage());
    }
  }
}
