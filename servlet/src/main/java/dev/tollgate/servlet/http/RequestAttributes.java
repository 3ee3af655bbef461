package dev.tollgate.servlet.http;

import dev.tollgate.keys.Caller;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The names under which the filters leave for each other what they found out. */
public final class RequestAttributes {

  /** The {@link Caller}. */
  public static final String CALLER = "dev.tollgate.caller";

  /** Our id of the request, a String. */
  public static final String REQUEST_ID = "dev.tollgate.requestId";

  /** What the request may cost, a {@link RequestQuote}. */
  public static final String QUOTE = "dev.tollgate.quote";

  /** The money set aside for it, a {@link HeldRequest}. */
  public static final String HELD = "dev.tollgate.held";

  /** What its Idempotency-Key is for, a {@link KeyedBody}. */
  public static final String KEYED_BODY = "dev.tollgate.keyedBody";

  /** The lead of its Idempotency-Key, a {@link LeadingRequest}. */
  public static final String LEADING = "dev.tollgate.leading";

  private RequestAttributes() {}

  /**
   * The caller that a filter before this one left.
   *
   * @throws Refusal UNAUTHORIZED when none did
   */
  public static Caller caller(HttpServletRequest request) {
    if (request.getAttribute(CALLER) instanceof Caller caller) {
      return caller;
    }
    throw Refusal.of(RefusalKind.UNAUTHORIZED, "An API key is required.");
  }

  /**
   * What the request may cost, as a filter before this one left it.
   *
   * @throws IllegalStateException when none did
   */
  public static RequestQuote quote(HttpServletRequest request) {
    if (request.getAttribute(QUOTE) instanceof RequestQuote quote) {
      return quote;
    }
    throw new IllegalStateException("no filter before this one left a quote");
  }

  /**
   * The money that a filter before this one set aside.
   *
   * @throws IllegalStateException when none did
   */
  public static HeldRequest held(HttpServletRequest request) {
    if (request.getAttribute(HELD) instanceof HeldRequest held) {
      return held;
    }
    throw new IllegalStateException("no filter before this one made a hold");
  }

  /** What its key is for; empty for a request without one, and where nobody read its body. */
  public static Optional<KeyedBody> keyedBody(HttpServletRequest request) {
    return request.getAttribute(KEYED_BODY) instanceof KeyedBody body
        ? Optional.of(body)
        : Optional.empty();
  }

  /** The lead of its key; empty for a request without one. */
  public static Optional<LeadingRequest> leading(HttpServletRequest request) {
    return request.getAttribute(LEADING) instanceof LeadingRequest leading
        ? Optional.of(leading)
        : Optional.empty();
  }

  /** Our id of the request; empty behind no entry filter. */
  public static String requestId(HttpServletRequest request) {
    return request.getAttribute(REQUEST_ID) instanceof String id ? id : "";
  }
}
