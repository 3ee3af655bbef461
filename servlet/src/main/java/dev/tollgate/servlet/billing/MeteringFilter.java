package dev.tollgate.servlet.billing;

import dev.tollgate.billing.Billing;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.RequestAttributes;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Bills a servlet that knows nothing of billing: sets money aside before it, reads {@code usage}
 * from the JSON or the event stream that it answers with, and ends the hold once when the request
 * is really over, be it asynchronous or not. Thread-safe.
 *
 * <p>An answer of status 2xx is charged; any other, an exception or a timeout costs nothing. A
 * caller who hangs up pays for what passed until then. Where the answer tells no usage it is
 * estimated: the prompt as its quote counts it, and one output token for each event of a stream or
 * for every four bytes of any other body, within what the hold covers.
 *
 * <p>The answer belongs to the servlet and may have reached the caller before the charge is on
 * disk; a charge that fails is logged. A servlet that must not answer unbilled takes the hold over
 * from {@link RequestAttributes#held} and settles by itself.
 */
public final class MeteringFilter implements Filter {

  private final HoldDesk desk;

  /** A filter that makes holds with that billing, of the size that the source says. */
  public MeteringFilter(
      Billing billing, CallerResolver callers, QuoteSource quotes, ErrorWriter errors) {
    this.desk = new HoldDesk(billing, callers, quotes, errors);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(RequestAttributes.HELD) != null) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletRequest in = (HttpServletRequest) request;
    Optional<HoldDesk.Opened> opened = desk.open(in, (HttpServletResponse) response);
    if (opened.isEmpty()) {
      return;
    }
    MeteredResponse metered = new MeteredResponse((HttpServletResponse) response);
    MeteredEnding ending = new MeteredEnding(opened.get().held(), opened.get().quote(), metered);
    // Nothing passes any more, and not every container calls such a request complete.
    metered.tap().whenCallerLost(ending::over);
    EndingRequest watched = new EndingRequest(in, metered, ending);
    try {
      chain.doFilter(watched, metered);
    } catch (IOException | ServletException | RuntimeException | Error e) {
      // Not left to the listener: Tomcat breaks off a request that threw after it went
      // asynchronous, and never calls it complete.
      ending.failed();
      ending.over();
      throw e;
    }
    if (!watched.wentAsync()) {
      ending.over();
    }
  }
}
