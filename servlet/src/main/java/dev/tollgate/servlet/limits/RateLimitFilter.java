package dev.tollgate.servlet.limits;

import dev.tollgate.limits.Admission;
import dev.tollgate.limits.RateLimiter;
import dev.tollgate.limits.RateWindow;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.StoreWait;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/**
 * Turns away callers who are over their rate; everyone else passes. Either way the answer says how
 * their windows stand. To be mapped for REQUEST dispatches only, as each pass counts. Thread-safe.
 *
 * <p>Where several nodes count together it waits for the count on the container's thread, 2.2
 * seconds at the most; later it is a 503.
 */
public final class RateLimitFilter implements Filter {

  private final RateLimiter limiter;
  private final CallerResolver callers;
  private final ErrorWriter errors;

  /** A filter that counts with that limiter. */
  public RateLimitFilter(RateLimiter limiter, CallerResolver callers, ErrorWriter errors) {
    this.limiter = Objects.requireNonNull(limiter);
    this.callers = Objects.requireNonNull(callers);
    this.errors = Objects.requireNonNull(errors);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse out = (HttpServletResponse) response;
    Admission admission;
    try {
      admission =
          StoreWait.OF_REQUEST.outcome(
              limiter.admit(callers.callerOf((HttpServletRequest) request)));
    } catch (Refusal refusal) {
      errors.write(out, refusal);
      return;
    }
    show(out, "", admission.minute());
    show(out, "-Day", admission.day());
    if (admission instanceof Admission.Denied denied) {
      refuse(out, denied);
      return;
    }
    chain.doFilter(request, response);
  }

  private static void show(HttpServletResponse out, String suffix, RateWindow window) {
    out.setHeader("X-RateLimit-Limit-Requests" + suffix, Long.toString(window.limit()));
    out.setHeader("X-RateLimit-Remaining-Requests" + suffix, Long.toString(window.remaining()));
    out.setHeader("X-RateLimit-Reset-Requests" + suffix, Long.toString(window.resetEpochSecond()));
  }

  private void refuse(HttpServletResponse out, Admission.Denied denied) throws IOException {
    boolean day = denied.full() == Admission.Window.DAY;
    if (day) {
      // Some clients would obey the Retry-After and sleep for hours inside one call.
      out.setHeader("x-should-retry", "false");
    }
    String requests = denied.limit() == 1 ? " request a " : " requests a ";
    errors.write(
        out,
        Refusal.retryable(
            RefusalKind.RATE_LIMITED,
            "Rate limit exceeded: " + denied.limit() + requests + (day ? "day." : "minute."),
            denied.retryAfter()));
  }
}
