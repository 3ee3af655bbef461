package dev.tollgate.servlet.bootstrap;

import dev.tollgate.config.IdempotencyConfig;
import dev.tollgate.config.Tollgate;
import dev.tollgate.servlet.admin.AdminServlet;
import dev.tollgate.servlet.admin.AdminToken;
import dev.tollgate.servlet.billing.BillingFilter;
import dev.tollgate.servlet.billing.QuoteSource;
import dev.tollgate.servlet.chat.AnswerLimits;
import dev.tollgate.servlet.chat.ByteBudget;
import dev.tollgate.servlet.chat.ChatRequestFilter;
import dev.tollgate.servlet.chat.ChatServlet;
import dev.tollgate.servlet.chat.JoinedStreams;
import dev.tollgate.servlet.health.HealthServlet;
import dev.tollgate.servlet.health.ReadinessServlet;
import dev.tollgate.servlet.http.BodyDrain;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ConnectionControl;
import dev.tollgate.servlet.http.EntryFilter;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.NothingServlet;
import dev.tollgate.servlet.http.RequestAttributes;
import dev.tollgate.servlet.http.RouteTable;
import dev.tollgate.servlet.http.RouteTable.Route;
import dev.tollgate.servlet.http.StreamJoin;
import dev.tollgate.servlet.idempotency.IdempotencyFilter;
import dev.tollgate.servlet.idempotency.TurnWait;
import dev.tollgate.servlet.keys.ApiKeyFilter;
import dev.tollgate.servlet.limits.RateLimitFilter;
import dev.tollgate.servlet.models.CreditsServlet;
import dev.tollgate.servlet.models.ModelsServlet;
import dev.tollgate.servlet.openapi.OpenApiServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The one file with the order: which filter stands before which endpoint.
 *
 * <pre>
 * /v1/*                 entry → key → rate limit
 * /v1/chat/completions  … → chat request (body, rules, plan) → idempotency → billing (hold) → chat
 * /v1/models, /v1/credits; nothing at any other path
 * /admin/v1/*           its own token
 * /healthz, /readyz     open
 * /openapi.json         open
 * </pre>
 */
public final class GatewayFilters {

  private static final long BODY_BUDGET_BYTES = 128L << 20;
  private static final String CHAT = "/v1/chat/completions";
  private static final String ADMIN = "/admin/v1/";
  private static final Set<String> READ = Set.of("GET", "HEAD");

  static final List<Route> ROUTES =
      List.of(
          new Route(CHAT, Set.of("POST")),
          new Route("/v1/models", READ),
          new Route("/v1/models/**", READ),
          new Route("/v1/credits", READ),
          new Route("/healthz", READ),
          new Route("/readyz", READ),
          new Route("/metrics", READ),
          new Route("/openapi.json", READ));

  private final ServletContext context;
  private final Tollgate tollgate;
  private final Container container;
  private final ErrorWriter errors = new ErrorWriter();
  private final AdminServlet admin;

  /**
   * What the container offers.
   *
   * @param connections what it can do with a connection
   * @param answers how answers treat slow callers
   * @param draining true from the moment that the process is about to stop
   * @param areas the paths that are ours to answer, with a 404 too: {@code /} where the application
   *     is nothing but the gateway
   */
  public record Container(
      ConnectionControl connections,
      AnswerLimits answers,
      BooleanSupplier draining,
      Set<String> areas) {

    /** Somebody's application in any container, with the standard limits. */
    public static Container any() {
      return new Container(
          ConnectionControl.NONE,
          AnswerLimits.standard(),
          () -> false,
          Set.of("/v1", "/admin/v1", "/openapi.json"));
    }
  }

  private GatewayFilters(ServletContext context, Tollgate tollgate, Container container) {
    this.context = context;
    this.tollgate = tollgate;
    this.container = container;
    AdminToken token = new AdminToken(tollgate.config().admin().token().value());
    this.admin =
        new AdminServlet(
            token,
            new AdminServlet.Subjects(
                tollgate.ledger(), tollgate.keys(), tollgate.healths(), tollgate.routes()),
            errors,
            tollgate.clock());
  }

  /** Registers everything; to be called while the application starts. */
  public static void install(ServletContext context, Tollgate tollgate, Container container) {
    GatewayFilters installation = new GatewayFilters(context, tollgate, container);
    installation.installFilters();
    installation.installEndpoints();
  }

  private List<Route> routes() {
    return Stream.concat(ROUTES.stream(), admin.paths(ADMIN).stream()).toList();
  }

  private void installFilters() {
    CallerResolver callers = RequestAttributes::caller;
    long maxBody = tollgate.config().server().maxBodyBytes();
    ChatRequestFilter.BodyLimits bodies =
        new ChatRequestFilter.BodyLimits(
            maxBody, new ByteBudget(Math.max(BODY_BUDGET_BYTES, maxBody)));
    EnumSet<DispatcherType> once = EnumSet.of(DispatcherType.REQUEST);
    EnumSet<DispatcherType> again = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC);

    filter(
        "entry",
        new EntryFilter(
            new RouteTable(container.areas(), routes()),
            tollgate.ids(),
            errors,
            new BodyDrain(container.connections(), tollgate.timer())),
        again,
        "/*");
    filter("key", new ApiKeyFilter(tollgate.keys(), errors), once, "/v1/*");
    filter("rateLimit", new RateLimitFilter(tollgate.limiter(), callers, errors), once, "/v1/*");
    filter(
        "chatRequest",
        new ChatRequestFilter(
            tollgate.router(), tollgate.counter(), errors, bodies, tollgate.timer()),
        again,
        CHAT);
    filter(
        "idempotency",
        new IdempotencyFilter(
            tollgate.idempotency(),
            callers,
            idempotencyTerms(),
            new TurnWait(container.connections()),
            errors),
        again,
        CHAT);
    filter(
        "billing",
        new BillingFilter(tollgate.billing(), callers, QuoteSource.leftByTheChain(), errors),
        again,
        CHAT);
  }

  private IdempotencyFilter.Terms idempotencyTerms() {
    IdempotencyConfig config = tollgate.config().idempotency();
    Duration patience = tollgate.config().server().requestTimeout();
    if (!config.streams().on()) {
      return new IdempotencyFilter.Terms(config.retention(), patience);
    }
    StreamJoin streams =
        new JoinedStreams(errors, container.answers(), container.connections(), tollgate.timer());
    return new IdempotencyFilter.Terms(config.retention(), patience, streams);
  }

  private void installEndpoints() {
    servlet(
        "chat",
        new ChatServlet(
            new ChatServlet.Tools(
                tollgate.gateway(),
                errors,
                tollgate.ids(),
                tollgate.clock(),
                container.answers(),
                container.connections(),
                tollgate.timer(),
                tollgate.streams(),
                tollgate.config().autoRouting().explainHeader())),
        CHAT);
    servlet("models", new ModelsServlet(tollgate.catalog(), errors), "/v1/models", "/v1/models/*");
    servlet(
        "credits",
        new CreditsServlet(tollgate.ledger(), RequestAttributes::caller, errors),
        "/v1/credits");
    servlet("nothing", new NothingServlet(errors), "/v1/*");
    servlet("admin", admin, ADMIN + "*");
    servlet("health", new HealthServlet(errors), "/healthz");
    servlet(
        "readiness",
        new ReadinessServlet(tollgate::databaseAnswers, container.draining(), errors),
        "/readyz");
    servlet("openapi", new OpenApiServlet(), "/openapi.json");
  }

  private void filter(
      String name, Filter filter, EnumSet<DispatcherType> dispatches, String pattern) {
    var registration = context.addFilter("tollgate-" + name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(dispatches, true, pattern);
  }

  private void servlet(String name, Servlet servlet, String... patterns) {
    var registration = context.addServlet("tollgate-" + name, servlet);
    registration.setAsyncSupported(true);
    registration.addMapping(patterns);
  }
}
