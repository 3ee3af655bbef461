package dev.tollgate.samples.filters;

import dev.tollgate.config.Assembly;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.LimitsConfig;
import dev.tollgate.config.Secret;
import dev.tollgate.config.StorageConfig;
import dev.tollgate.config.Tollgate;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.Quote;
import dev.tollgate.servlet.billing.MeteringFilter;
import dev.tollgate.servlet.billing.QuoteSource;
import dev.tollgate.servlet.http.CallerResolver;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.keys.ApiKeyFilter;
import dev.tollgate.servlet.limits.RateLimitFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An application of somebody's, made to be paid for by three filters and a ledger. */
final class PaidApplication {

  private final Tollgate tollgate;
  private final Server server;
  private final ServerConnector connector;

  private PaidApplication(Tollgate tollgate, int port) {
    this.tollgate = tollgate;
    this.server = new Server();
    this.connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(port);
    server.addConnector(connector);
    ServletContextHandler application = new ServletContextHandler("/");
    application.addServlet(HaikuServlet.class, "/haiku");
    application.addServletContainerInitializer((types, context) -> install(context, tollgate));
    server.setHandler(application);
  }

  /**
   * Starts the application with a ledger in memory.
   *
   * @param port 0 picks a free one
   * @param requestsPerMinute what an account may send
   */
  static PaidApplication start(int port, long requestsPerMinute) throws Exception {
    GatewayConfig config =
        GatewayConfig.of(List.of(), List.of(), null)
            .withStorage(new StorageConfig("jdbc:h2:mem:haiku", "tollgate", Secret.NONE))
            .withLimits(new LimitsConfig(requestsPerMinute, 10_000));
    PaidApplication started = new PaidApplication(Assembly.assemble(config, List.of()), port);
    started.server.start();
    return started;
  }

  // The README shows from here.
  static void install(ServletContext context, Tollgate tollgate) {
    ErrorWriter errors = new ErrorWriter();
    CallerResolver callers = CallerResolver.ours();
    // The most that one request may use: 1,000 tokens in, 200 out.
    Quote most = new Quote("haiku", Price.ofDollars("0.50", "2.00"), 1_000, 200);

    add(context, "key", new ApiKeyFilter(tollgate.keys(), errors));
    add(context, "limit", new RateLimitFilter(tollgate.limiter(), callers, errors));
    add(
        context,
        "meter",
        new MeteringFilter(tollgate.billing(), callers, QuoteSource.always(most), errors));
  }

  // The README shows to here.

  private static void add(ServletContext context, String name, Filter filter) {
    var registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/haiku");
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  Tollgate tollgate() {
    return tollgate;
  }

  void join() throws InterruptedException {
    server.join();
  }

  void stop() throws Exception {
    server.stop();
    tollgate.close();
  }
}
