package dev.tollgate.servlet.billing;

import dev.tollgate.billing.Billing;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.HeldRequest;
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
 * Sets money aside for a servlet that settles by itself: it calls {@link HeldRequest#takeOver()} on
 * {@link RequestAttributes#held} before its call returns. A hold that it has not taken by then is
 * released. For servlets that know nothing of holds there is {@link MeteringFilter}. Thread-safe.
 *
 * <p>Waits for the hold on the container's thread, 2.2 seconds at the most; later it is a 503.
 */
public final class BillingFilter implements Filter {

  private final HoldDesk desk;

  /** A filter that makes holds with that billing, of the size that the source says. */
  public BillingFilter(
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
    Optional<HoldDesk.Opened> opened =
        desk.open((HttpServletRequest) request, (HttpServletResponse) response);
    if (opened.isEmpty()) {
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      // Whoever goes on asynchronously has taken the hold already, so what is free now is nobody's.
      opened.get().held().takeIfFree().ifPresent(HoldEnding::release);
    }
  }
}
