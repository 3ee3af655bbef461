package dev.tollgate.servlet.http;

import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: gives each request an id of ours, answers preflights, knows which paths there are,
 * and turns what the chain throws into an error of the wire.
 *
 * <p>To be mapped first, on all paths, for REQUEST and ASYNC dispatches. Paths outside its table's
 * areas pass untouched, but for one kind of message that no part of an application should see.
 * Thread-safe.
 */
public final class EntryFilter implements Filter {

  private static final Logger LOG = LoggerFactory.getLogger(EntryFilter.class);

  private final RouteTable routes;
  private final TimeOrderedIds ids;
  private final ErrorWriter errors;
  private final BodyDrain drain;

  /** A way in to those routes; the drain reads the bodies of requests that are refused. */
  public EntryFilter(RouteTable routes, TimeOrderedIds ids, ErrorWriter errors, BodyDrain drain) {
    this.routes = Objects.requireNonNull(routes);
    this.ids = Objects.requireNonNull(ids);
    this.errors = Objects.requireNonNull(errors);
    this.drain = Objects.requireNonNull(drain);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest in = (HttpServletRequest) request;
    HttpServletResponse out = (HttpServletResponse) response;
    // A message of HTTP/1.0 has no transfer coding. Who reads one anyway, and the proxy before it
    // not, finds a second request inside the first.
    boolean ambiguous =
        "HTTP/1.0".equals(in.getProtocol()) && in.getHeader("Transfer-Encoding") != null;
    String path = path(in);
    if (!ambiguous && !routes.covers(path)) {
      chain.doFilter(request, response);
      return;
    }
    if (RequestAttributes.requestId(in).isEmpty()) {
      String id = ids.next("req");
      in.setAttribute(RequestAttributes.REQUEST_ID, id);
      out.setHeader("x-request-id", id);
      out.setHeader("X-Content-Type-Options", "nosniff");
      CorsHeaders.allow(out);
      if (ambiguous) {
        out.setHeader("Connection", "close");
        refuse(out, RefusalKind.INVALID_REQUEST, "HTTP/1.0 knows no Transfer-Encoding.");
      } else if (mayPass(in, out, path)) {
        pass(in, out, chain);
      }
      drain.readRest(in, out);
    } else {
      pass(in, out, chain);
    }
  }

  private boolean mayPass(HttpServletRequest in, HttpServletResponse out, String path)
      throws IOException {
    Optional<RouteTable.Route> route = routes.find(path);
    if (hasEscapedSlash(in) && !route.equals(routes.find(written(in)))) {
      // The container picks filters by the path as it is written, and the servlet by its meaning:
      // only where both say the same did the request pass every filter of its route.
      route = Optional.empty();
    }
    if (in.getMethod().equals("OPTIONS")) {
      CorsHeaders.answer(in, out, route.map(RouteTable.Route::methods).orElse(routes.methods()));
      return false;
    }
    if (route.isEmpty()) {
      refuse(out, RefusalKind.NOT_FOUND, "There is nothing at this path.");
      return false;
    }
    if (!route.get().methods().contains(in.getMethod())) {
      errors.write(out, MethodNotAllowed.refusal(out, CorsHeaders.list(route.get().methods())));
      return false;
    }
    return true;
  }

  private void pass(HttpServletRequest in, HttpServletResponse out, FilterChain chain)
      throws IOException, ServletException {
    try {
      chain.doFilter(in, out);
    } catch (IOException | ServletException | RuntimeException | Error e) {
      if (out.isCommitted() || in.isAsyncStarted()) {
        // Too late for an answer of ours: the container breaks the connection off.
        throw e;
      }
      errors.write(out, e instanceof Refusal refusal ? refusal : internal(in, e));
    }
  }

  private static Refusal internal(HttpServletRequest in, Throwable e) {
    LOG.error("request {} failed", RequestAttributes.requestId(in), e);
    return Refusal.of(
        RefusalKind.INTERNAL, "Something failed on our side. The x-request-id names this request.");
  }

  private void refuse(HttpServletResponse out, RefusalKind kind, String message)
      throws IOException {
    errors.write(out, Refusal.of(kind, message));
  }

  private static boolean hasEscapedSlash(HttpServletRequest request) {
    return request.getRequestURI().toLowerCase(Locale.ROOT).contains("%2f");
  }

  /** The path inside the application, as it is written. */
  private static String written(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  /** The path by which the container picked the servlet; never the Host header or the raw URI. */
  private static String path(HttpServletRequest request) {
    String below = request.getPathInfo();
    return below == null ? request.getServletPath() : request.getServletPath() + below;
  }
}
