package dev.tollgate.upstream.http;

import dev.tollgate.upstream.UpstreamSettings;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The process's one HTTP client: a pool of HTTP/1.1 connections and two I/O threads. It follows no
 * redirect, keeps no cookie, decompresses nothing and never sends a request twice. Thread-safe.
 *
 * <p>The timeouts of the library are not used: its socket timeout is looked at once a second, and
 * counts any read, so that neither a first byte nor a paused stream can be told apart. Each
 * exchange has a {@link Watchdog} instead.
 */
public final class HttpExchangeClient implements AutoCloseable {

  /** The library's 32 KB would cost each open stream 70 KB of heap. */
  private static final int BUFFER_BYTES = 8192;

  private static final int IO_THREADS = 2;
  private static final int LOOKUP_THREADS = 2;
  private static final int MAX_HEADER_COUNT = 200;
  private static final int MAX_LINE_BYTES = 16_384;

  /** The slots of each destination are the bound; the pool must never be a second one. */
  private static final int UNBOUNDED = 1_000_000;

  private static final TimeValue IDLE_CONNECTION = TimeValue.ofSeconds(60);

  private final ScheduledExecutorService timer;
  private final LongSupplier nanoClock;
  private final ExecutorService lookups;
  private final HostAddresses addresses;
  private final PoolingAsyncClientConnectionManager pool;
  private final CloseableHttpAsyncClient client;
  private final Future<?> trimming;
  private final Set<HttpExchange> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Starts the client.
   *
   * @param timer for timeouts; its tasks are short; it should remove cancelled tasks at once
   * @param nanoClock a monotonic clock in nanoseconds
   */
  public HttpExchangeClient(ScheduledExecutorService timer, LongSupplier nanoClock) {
    this.timer = timer;
    this.nanoClock = nanoClock;
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            LOOKUP_THREADS,
            LOOKUP_THREADS,
            30,
            TimeUnit.SECONDS,
            // Bounded by the number of configured hosts: each has at most one lookup under way.
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("upstream-lookup", true));
    threads.allowCoreThreadTimeOut(true);
    this.lookups = threads;
    this.addresses = new HostAddresses(threads, nanoClock);
    this.pool = pool(addresses);
    this.client = client(pool);
    this.client.start();
    this.trimming =
        timer.scheduleWithFixedDelay(
            () -> pool.closeIdle(IDLE_CONNECTION), 30, 30, TimeUnit.SECONDS);
  }

  private static PoolingAsyncClientConnectionManager pool(HostAddresses addresses) {
    return PoolingAsyncClientConnectionManagerBuilder.create()
        .setDnsResolver(addresses)
        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
        .setMaxConnTotal(UNBOUNDED)
        .setMaxConnPerRoute(UNBOUNDED)
        .setDefaultTlsConfig(
            TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.ofMinutes(2))
                .setSocketTimeout(Timeout.DISABLED)
                .setIdleTimeout(Timeout.of(IDLE_CONNECTION.toDuration()))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build())
        .build();
  }

  private static CloseableHttpAsyncClient client(PoolingAsyncClientConnectionManager pool) {
    return HttpAsyncClients.custom()
        .setConnectionManager(pool)
        .setHttp1Config(
            Http1Config.custom()
                .setBufferSize(BUFFER_BYTES)
                .setInitialWindowSize(Integer.MAX_VALUE)
                .setMaxHeaderCount(MAX_HEADER_COUNT)
                .setMaxLineLength(MAX_LINE_BYTES)
                .build())
        .setIOReactorConfig(
            IOReactorConfig.custom().setIoThreadCount(IO_THREADS).setTcpNoDelay(true).build())
        // In place of the library's own decorator, which writes all bytes to a log.
        .setIoSessionDecorator(GatedSession::new)
        .setThreadFactory(new DefaultThreadFactory("upstream-io", true))
        .setUserAgent("tollgate")
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.ofMinutes(2))
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setHardCancellationEnabled(true)
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableConnectionState()
        .disableRequestPriority()
        .build();
  }

  /**
   * An upstream's server, with slots of its own.
   *
   * @param api the headers of its API
   */
  public HttpDestination destination(UpstreamSettings settings, ApiHeaders api) {
    return new HttpDestination(this, settings, api);
  }

  void execute(HttpHost host, HttpRequest request, byte[] body, HttpExchange exchange) {
    CompletableFuture<?> unused =
        addresses
            .ready(host.getHostName())
            .whenComplete(
                (nothing, unknown) -> {
                  if (unknown == null) {
                    executeNow(host, request, body, exchange);
                  } else {
                    exchange.broken(unknown);
                  }
                });
  }

  private void executeNow(HttpHost host, HttpRequest request, byte[] body, HttpExchange exchange) {
    HttpClientContext context = HttpClientContext.create();
    context.setAttribute(HttpExchange.ATTRIBUTE, exchange);
    ExchangeConsumer consumer = new ExchangeConsumer(exchange);
    exchange.sending(
        client.execute(
            host,
            new BasicRequestProducer(request, new RequestBody(body)),
            consumer,
            null,
            context,
            consumer));
  }

  /** Remembers an exchange until {@link #forget}; false when the client is closed. */
  boolean remember(HttpExchange exchange) {
    underWay.add(exchange);
    return !closed;
  }

  void forget(HttpExchange exchange) {
    underWay.remove(exchange);
  }

  Watchdog watchdog(Runnable bark) {
    return new Watchdog(timer, nanoClock, bark);
  }

  /** Closes all connections; what is under way fails. */
  @Override
  public void close() {
    closed = true;
    trimming.cancel(false);
    // A reactor that is shut down at once tells nobody.
    underWay.forEach(HttpExchange::shutDown);
    // Nothing is under way any more; closed at once, the reactor would trip over its own selector
    // and say so in the log.
    client.close(CloseMode.GRACEFUL);
    lookups.shutdownNow();
  }
}
