package dev.tollgate.gateway;

import dev.tollgate.chat.ChatResponse;
import dev.tollgate.chat.Usage;
import dev.tollgate.gateway.ExchangeSummary.Outcome;
import dev.tollgate.metering.Meter;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left when it is decided how a call ends: count, settle or release, and only then tell the
 * sink and the listeners. Its exchange calls one of its methods, once.
 */
final class CallEnding {

  private static final Logger LOG = LoggerFactory.getLogger(CallEnding.class);

  private final Gateway.Tools tools;
  private final ChatCall call;
  private final Delivery delivery;
  private final ExchangeClock clock;
  private final Runnable onEnded;

  CallEnding(
      Gateway.Tools tools,
      ChatCall call,
      Delivery delivery,
      ExchangeClock clock,
      Runnable onEnded) {
    this.tools = tools;
    this.call = call;
    this.delivery = delivery;
    this.clock = clock;
    this.onEnded = onEnded;
  }

  /** The whole answer came: it is charged, then the sink gets it. */
  void answer(Attempt attempt, ChatResponse answer) {
    tools.tellAnswers(call, attempt);
    tellSigns(attempt);
    CompletionStage<Usage> charged =
        charged(used(attempt), usage -> ending(attempt).settle(answer, usage));
    end(Outcome.COMPLETED, attempt, charged, usage -> delivery.sink().answer(answer, usage));
  }

  /** The stream came to its end: it is charged, then the sink hears of the end. */
  void end(Attempt attempt) {
    tellSigns(attempt);
    CompletionStage<Usage> charged = charged(used(attempt), ending(attempt)::settleStream);
    end(Outcome.COMPLETED, attempt, charged, delivery.sink()::end);
  }

  /**
   * The caller left: what was received is charged, and there is nobody to tell.
   *
   * @param used counts it
   * @return completes with what was charged for
   */
  CompletionStage<Usage> abort(Attempt attempt, Supplier<CompletionStage<Usage>> used) {
    CompletionStage<Usage> charged = charged(used, ending(attempt)::settle);
    end(Outcome.CALLER_GONE, attempt, charged, usage -> {});
    return charged;
  }

  /**
   * The caller left before there was anything to pay for.
   *
   * @return completes with nothing
   */
  CompletionStage<Usage> abortUncharged(@Nullable Attempt attempt) {
    CompletionStage<Usage> released = released();
    end(Outcome.CALLER_GONE, attempt, released, usage -> {});
    return released;
  }

  /** It failed: nothing is charged, and the sink hears why. */
  void fail(@Nullable Attempt attempt, Refusal refusal) {
    end(Outcome.FAILED, attempt, released(), usage -> delivery.sink().fail(refusal));
  }

  /** It is cut off here: the same, and what the upstream bills for its beginning is lost. */
  void breakOff(@Nullable Attempt attempt, Refusal refusal) {
    if (attempt != null) {
      attempt.cancel();
    }
    fail(attempt, refusal);
    // Behind the end, which must not depend on the books.
    if (attempt != null) {
      tools.tellLoss(call, attempt, LostAnswer.Reason.CUT_OFF);
    }
  }

  private void tellSigns(Attempt attempt) {
    boolean inOrder = attempt.inOrder(call);
    tools.tell(listener -> listener.showed(call, call.model(attempt.candidate), inOrder));
  }

  private Ending ending(Attempt attempt) {
    return call.ending(attempt.candidate);
  }

  private Supplier<CompletionStage<Usage>> used(Attempt attempt) {
    Meter meter = attempt.meter;
    if (attempt.isCut()) {
      // A report from before the cut is not the last one.
      return () -> tools.counted(meter::partialUsage);
    }
    if (meter.isSuspect()) {
      tools.alarm(call, attempt, Alarm.USAGE_ABSURD);
    }
    return () -> tools.used(meter);
  }

  private CompletionStage<Usage> charged(
      Supplier<CompletionStage<Usage>> used, Function<Usage, CompletionStage<?>> settle) {
    return step(used).thenCompose(usage -> settle.apply(usage).thenApply(settled -> usage));
  }

  private CompletionStage<Usage> released() {
    return step(() -> call.ending().release()).thenApply(any -> Usage.NONE);
  }

  /** What throws instead of failing is as unknown in its outcome as what fails. */
  private static <T> CompletionStage<T> step(Supplier<? extends CompletionStage<T>> step) {
    return CompletableFuture.completedFuture(step).thenCompose(Supplier::get);
  }

  private void end(
      Outcome outcome,
      @Nullable Attempt attempt,
      CompletionStage<Usage> settled,
      Consumer<Usage> last) {
    clock.stop();
    settled.whenComplete(
        (usage, unsettled) -> delivery.last(() -> tell(outcome, attempt, usage, unsettled, last)));
  }

  private void tell(
      Outcome outcome,
      @Nullable Attempt attempt,
      @Nullable Usage settled,
      @Nullable Throwable unsettled,
      Consumer<Usage> last) {
    Refusal hidden = hidden(unsettled);
    boolean known = (unsettled == null && settled != null) || hidden != null;
    Usage charged = known && settled != null ? settled : Usage.NONE;
    if (!known) {
      LOG.error("{}: the outcome of the settlement is not known", call.requestId(), unsettled);
    }
    try {
      if (hidden != null && outcome == Outcome.COMPLETED) {
        delivery.sink().fail(hidden);
      } else if (known || outcome == Outcome.FAILED) {
        // A hold that could not be released charges nothing: the sweep gives it back.
        last.accept(charged);
      } else {
        delivery.sink().abandon();
      }
    } catch (RuntimeException e) {
      LOG.error("{}: the caller's side failed at the end", call.requestId(), e);
    }
    onEnded.run();
    String upstream = attempt == null ? null : attempt.candidate.upstream().id();
    Outcome told = hidden == null ? outcome : Outcome.FAILED;
    ExchangeSummary summary = clock.summary(known ? told : Outcome.UNKNOWN, upstream, charged);
    tools.tell(listener -> listener.ended(call, summary));
  }

  /** The refusal of a settlement that was turned down for another request with the same key. */
  private static @Nullable Refusal hidden(@Nullable Throwable unsettled) {
    Throwable cause = unsettled instanceof CompletionException ? unsettled.getCause() : unsettled;
    return cause instanceof Refusal refusal && refusal.kind() == RefusalKind.IDEMPOTENCY_IN_PROGRESS
        ? refusal
        : null;
  }
}
