package dev.tollgate.servlet.admin;

import dev.tollgate.keys.ApiKeys;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.routing.Routes;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.JsonBody;
import dev.tollgate.servlet.http.MethodNotAllowed;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.RouteTable;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin API, to be mapped to {@code /admin/v1/*}.
 *
 * <p>It refuses in the wire contract's order: path, method, token, content type, size, JSON,
 * fields. The token is checked here and not in a filter before it, so that no mapping can leave the
 * check out. It waits for the database on the container's thread, at most five seconds for a write.
 * Thread-safe.
 */
public final class AdminServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(AdminServlet.class);

  private final transient AdminToken token;
  private final transient ErrorWriter errors;
  private final transient InstantSource clock;
  private final transient AdminRoutes routes;

  /** What it shows and changes: the accounts, their keys, and the ways to upstreams. */
  public record Subjects(
      LedgerStore ledger, ApiKeys keys, UpstreamHealths healths, Routes routes) {}

  /** The API over those. */
  public AdminServlet(
      AdminToken token, Subjects subjects, ErrorWriter errors, InstantSource clock) {
    this.token = token;
    this.errors = errors;
    this.clock = clock;
    this.routes = routes(subjects, clock);
  }

  static AdminRoutes routes(Subjects subjects, InstantSource clock) {
    LedgerStore ledger = subjects.ledger();
    AccountsResource accounts = new AccountsResource(ledger);
    CreditsResource credits = new CreditsResource(ledger);
    KeysResource accountKeys = new KeysResource(accounts, subjects.keys());
    LedgerResource entries = new LedgerResource(accounts, ledger);
    UsageResource usage = new UsageResource(accounts, ledger, clock);
    IntegrityResource integrity = new IntegrityResource(ledger);
    RoutesResource ways = new RoutesResource(subjects.routes());
    UpstreamsResource upstreams = new UpstreamsResource(subjects.healths(), ways);
    return new AdminRoutes(
        List.of(
            AdminRoute.of("POST", "accounts", accounts::open),
            AdminRoute.of("GET", "accounts", accounts::list),
            AdminRoute.of("GET", "accounts/{id}", accounts::show),
            AdminRoute.of("POST", "accounts/{id}/credits", credits::topUp),
            AdminRoute.of("POST", "accounts/{id}/keys", accountKeys::issue),
            AdminRoute.of("GET", "accounts/{id}/keys", accountKeys::list),
            AdminRoute.of("DELETE", "keys/{id}", accountKeys::revoke),
            AdminRoute.of("GET", "accounts/{id}/ledger", entries::list),
            AdminRoute.of("GET", "accounts/{id}/usage", usage::sum),
            AdminRoute.of("GET", "integrity", integrity::check),
            AdminRoute.of("GET", "upstreams", upstreams::list),
            AdminRoute.of("POST", "routes", ways::enable)));
  }

  /** Its paths below that prefix, and what each takes; none without a token. */
  public List<RouteTable.Route> paths(String prefix) {
    return token.isOff() ? List.of() : routes.paths(prefix);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    try {
      AdminAnswer answer = answer(request, response);
      record(request, answer);
      write(request, response, answer);
    } catch (Refusal refusal) {
      errors.write(response, refusal);
    } catch (RuntimeException e) {
      LOG.error("An admin call failed, request {}", RequestAttributes.requestId(request), e);
      errors.write(
          response, Refusal.of(RefusalKind.INTERNAL, "The server failed to answer this call."));
    }
  }

  private AdminAnswer answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AdminRoutes.Match match =
        token.isOff()
            ? new AdminRoutes.Match.Nowhere()
            : routes.find(request.getMethod(), request.getPathInfo());
    if (match instanceof AdminRoutes.Match.Found found) {
      if (!token.opens(request)) {
        throw Refusal.of(RefusalKind.UNAUTHORIZED, "The admin token is missing or wrong.");
      }
      return found
          .handler()
          .answer(new AdminCall(found.id(), new Query(request), new RequestBody(request, clock)));
    }
    if (match instanceof AdminRoutes.Match.WrongMethod wrong) {
      throw MethodNotAllowed.refusal(response, String.join(", ", wrong.allowed()));
    }
    throw Refusal.of(RefusalKind.NOT_FOUND, "There is nothing at this path.");
  }

  // Who changed what and when must be found again; bodies and answers hold names and secrets, so
  // only the path goes to the log. Its ids were matched by their form, so no line can be forged.
  private static void record(HttpServletRequest request, AdminAnswer answer) {
    String method = request.getMethod();
    if (method.equals("POST") || method.equals("DELETE")) {
      LOG.info(
          "admin {} {} {} from {}, request {}",
          method,
          request.getPathInfo(),
          answer.status(),
          request.getRemoteAddr(),
          RequestAttributes.requestId(request));
    }
  }

  private static void write(
      HttpServletRequest request, HttpServletResponse response, AdminAnswer answer)
      throws IOException {
    response.setStatus(answer.status());
    if (answer.body() != null) {
      new JsonBody(answer.body()).write(request, response);
    }
  }
}
