package dev.tollgate.servlet.billing;

import dev.tollgate.billing.Billing;
import dev.tollgate.billing.KeyedHold;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.HeldRequest;
import dev.tollgate.servlet.http.LeadingRequest;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.RequestQuote;
import dev.tollgate.servlet.http.StoreWait;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sets money aside for a request before it goes on; thread-safe. */
final class HoldDesk {

  private final Billing billing;
  private final CallerResolver callers;
  private final QuoteSource quotes;
  private final ErrorWriter errors;

  HoldDesk(Billing billing, CallerResolver callers, QuoteSource quotes, ErrorWriter errors) {
    this.billing = Objects.requireNonNull(billing);
    this.callers = Objects.requireNonNull(callers);
    this.quotes = Objects.requireNonNull(quotes);
    this.errors = Objects.requireNonNull(errors);
  }

  /** What a request was quoted, and the money that is set aside for it. */
  record Opened(RequestQuote quote, HeldRequest held) {}

  /**
   * Makes the request's hold and leaves it under {@link RequestAttributes#HELD}; empty when there
   * can be none, or none in time, and the caller has the refusal as the answer. Also empty when the
   * request's key is another's, which its {@link LeadingRequest} then knows.
   */
  Optional<Opened> open(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestQuote quote;
    HeldRequest held;
    try {
      quote = quotes.quoteOf(request);
      KeyedHold outcome = hold(request, quote);
      if (outcome instanceof KeyedHold.KeyTaken taken) {
        RequestAttributes.leading(request).ifPresent(leading -> leading.taken(taken.by()));
        return Optional.empty();
      }
      held = new HeldRequest(((KeyedHold.Made) outcome).hold());
    } catch (Refusal refusal) {
      errors.write(response, refusal);
      return Optional.empty();
    }
    RequestAttributes.leading(request).ifPresent(LeadingRequest::claimed);
    request.setAttribute(RequestAttributes.HELD, held);
    return Optional.of(new Opened(quote, held));
  }

  /** The request's hold, committed. */
  private KeyedHold hold(HttpServletRequest request, RequestQuote quote) {
    Billing.Order order =
        new Billing.Order(
            callers.callerOf(request),
            quote.quote(),
            quote.exactPrompt(),
            RequestAttributes.requestId(request),
            quote.callName());
    Optional<LeadingRequest> leading = RequestAttributes.leading(request);
    CompletionStage<KeyedHold> making =
        leading.isPresent()
            ? billing.hold(order, leading.get().order())
            : billing.hold(order).thenApply(KeyedHold.Made::new);
    try {
      return StoreWait.OF_REQUEST.outcome(making);
    } catch (Refusal refusal) {
      // It may still be made, and then its money must not stay set aside for nobody.
      making.thenAccept(HoldDesk::giveBack);
      throw refusal;
    }
  }

  private static void giveBack(KeyedHold late) {
    if (late instanceof KeyedHold.Made made) {
      HoldEnding.release(made.hold());
    }
  }
}
