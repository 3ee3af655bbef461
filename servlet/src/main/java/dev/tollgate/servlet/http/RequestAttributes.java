package dev.tollgate.servlet.http;

import dev.tollgate.keys.Caller;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.http.HttpServletRequest;

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

  /** Our id of the request; empty behind no entry filter. */
  public static String requestId(HttpServletRequest request) {
    return request.getAttribute(REQUEST_ID) instanceof String id ? id : "";
  }
}
