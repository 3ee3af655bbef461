package dev.tollgate.servlet.billing;

import dev.tollgate.billing.Billing;
import dev.tollgate.billing.OpenHold;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.RequestQuote;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes a request's hold and waits for it; thread-safe. */
final class HoldDesk {

  /** A commit takes a millisecond or two; a database that takes this long is stalled. */
  static final Duration LONGEST_WAIT = Duration.ofMillis(2200);

  private final Billing billing;
  private final CallerResolver callers;

  HoldDesk(Billing billing, CallerResolver callers) {
    this.billing = billing;
    this.callers = callers;
  }

  /**
   * The request's hold, committed.
   *
   * @throws Refusal when there can be none, or none in time
   */
  OpenHold hold(HttpServletRequest request, RequestQuote quote) {
    CompletableFuture<OpenHold> hold =
        billing
            .hold(
                new Billing.Order(
                    callers.callerOf(request),
                    quote.quote(),
                    quote.exactPrompt(),
                    RequestAttributes.requestId(request),
                    quote.callName()))
            .toCompletableFuture();
    try {
      return hold.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new IllegalStateException("the hold failed", e.getCause());
    } catch (TimeoutException e) {
      throw givenUp(hold);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw givenUp(hold);
    }
  }

  private static Refusal givenUp(CompletionStage<OpenHold> late) {
    // It may still be made, and then its money must not stay set aside for nobody.
    late.thenAccept(HoldEnding::release);
    return Refusal.retryable(
        RefusalKind.OVERLOADED,
        "The server is overloaded: try again in a moment.",
        Duration.ofSeconds(1));
  }
}
