package dev.tollgate.servlet.billing;

import dev.tollgate.pricing.Quote;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.RequestQuote;
import jakarta.servlet.http.HttpServletRequest;

/** Says what a request may cost at the most; thread-safe, and it does not read the body. */
@FunctionalInterface
public interface QuoteSource {

  /**
   * The quote of that request.
   *
   * @throws dev.tollgate.refusal.Refusal when there is none, which is then the answer
   */
  RequestQuote quoteOf(HttpServletRequest request);

  /** The quote that a filter before this one left. */
  static QuoteSource leftByTheChain() {
    return RequestAttributes::quote;
  }

  /** The same quote for every request. */
  static QuoteSource always(Quote quote) {
    RequestQuote same = new RequestQuote(quote, quote::promptTokens, "");
    return request -> same;
  }
}
