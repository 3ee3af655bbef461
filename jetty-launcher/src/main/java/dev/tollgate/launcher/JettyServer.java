package dev.tollgate.launcher;

import dev.tollgate.config.ServerConfig;
import dev.tollgate.config.Tollgate;
import dev.tollgate.servlet.bootstrap.GatewayFilters;
import dev.tollgate.servlet.chat.AnswerLimits;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateway behind Jetty: HTTP/1.1 alone, so that the whole class of attacks on multiplexed
 * streams is absent; what needs HTTP/2 or TLS stands in front.
 */
final class JettyServer {

  private static final Logger LOG = LoggerFactory.getLogger(JettyServer.class);
  private static final Duration LAST_BYTES = Duration.ofSeconds(2);
  private static final int ACCEPT_QUEUE = 8192;
  private static final int MOST_THREADS = 200;

  private final Server server;
  private final ServerConnector connector;
  private final GracefulHandler answering;
  private final Tollgate tollgate;
  private final AnswerLimits answers;
  private final AtomicBoolean draining = new AtomicBoolean();

  private JettyServer(Tollgate tollgate, Metrics metrics, AnswerLimits answers) {
    this.tollgate = tollgate;
    this.answers = answers;
    ServerConfig config = tollgate.config().server();
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("tollgate-http");
    // Idle threads take turns, so that each runs on cold caches: what a burst left goes in a
    // minute.
    threads.setMaxEvictCount(MOST_THREADS);
    server = new Server(threads);
    connector = connector(server, config);
    server.addConnector(connector);
    server.setErrorHandler(new WireErrorHandler(tollgate.ids()));
    answering = new GracefulHandler(context(metrics));
    server.setHandler(answering);
  }

  /**
   * Starts to listen.
   *
   * @param answers how answers treat slow callers
   * @throws IOException with one line for the operator when the port can't be had
   */
  static JettyServer start(Tollgate tollgate, Metrics metrics, AnswerLimits answers)
      throws Exception {
    JettyServer started = new JettyServer(tollgate, metrics, answers);
    try {
      started.server.start();
    } catch (IOException e) {
      started.server.stop();
      ServerConfig config = tollgate.config().server();
      throw new IOException(
          "cannot listen on " + config.host() + ":" + config.port() + ": " + cause(e), e);
    }
    return started;
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static ServerConnector connector(Server server, ServerConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    // A model's id may hold a slash, and clients escape it. With an empty segment a path is none of
    // ours, which is for our own filter to say.
    http.setUriCompliance(
        UriCompliance.from(
            EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT)));
    http.addCustomizer((request, headers) -> asterisk(request));
    ServerConnector connector = new CallerConnector(server, http);
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    return connector;
  }

  /** {@code OPTIONS *} asks of the server as a whole, and no context has that path. */
  private static Request asterisk(Request request) {
    boolean whole = request.getHttpURI().getPath().equals("*");
    return whole && HttpMethod.OPTIONS.is(request.getMethod())
        ? Request.serveAs(request, HttpURI.build(request.getHttpURI(), "/", null, null))
        : request;
  }

  private ServletContextHandler context(Metrics metrics) {
    ServletContextHandler context = new ServletContextHandler("/");
    context.setErrorHandler(new WireErrorHandler(tollgate.ids()));
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addServletContainerInitializer((classes, application) -> install(application, metrics));
    return context;
  }

  private void install(ServletContext application, Metrics metrics) {
    GatewayFilters.install(
        application,
        tollgate,
        new GatewayFilters.Container(new CallerSockets(), answers, draining::get, Set.of("/")));
    var registration =
        application.addServlet(
            "tollgate-metrics",
            new MetricsServlet(metrics, tollgate.config().admin().token().value()));
    registration.addMapping("/metrics");
  }

  /** Where it listens. */
  URI address() {
    String host = tollgate.config().server().host();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + connector.getLocalPort());
  }

  /** Takes no new callers, lets those under way finish, settles, and stops. */
  void drainAndStop() throws Exception {
    draining.set(true);
    var unused = connector.shutdown();
    tollgate.drain();
    awaitLastBytes();
    LifeCycle.stop(server);
    tollgate.close();
  }

  /** Every call has ended by now, but its last bytes may still be on their way to the caller. */
  private void awaitLastBytes() throws InterruptedException, ExecutionException {
    try {
      answering.shutdown().get(LAST_BYTES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{} callers did not take their last bytes", answering.getCurrentRequestCount());
    }
  }

  /** Waits until it has stopped. */
  void join() throws InterruptedException {
    server.join();
  }
}
