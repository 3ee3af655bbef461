package dev.tollgate.samples.benchmark.failover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** An OpenAI server in this process that takes its time, and fails as often as it should. */
final class FaultyUpstream implements AutoCloseable {

  private static final int BACKLOG = 1024;
  private static final int THREADS = 8;

  private static final String HEAD = "\"id\":\"c\",\"created\":1,\"model\":\"m\"";
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":30}";
  private static final String WHOLE =
      "{%s,\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
              .formatted(HEAD)
          + "\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}],"
          + USAGE
          + "}";
  private static final String STREAM =
      event("[{\"index\":0,\"delta\":{\"content\":\"Hello.\"},\"finish_reason\":null}]", "")
          + event("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "")
          + event("[]", "," + USAGE)
          + "data: [DONE]\n\n";
  private static final String ERROR = "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}";

  private final HttpServer server;
  private final ExecutorService reading = Executors.newFixedThreadPool(THREADS);
  private final ScheduledExecutorService replying = Executors.newScheduledThreadPool(THREADS);
  private final Duration time;
  private final double failing;
  private final Random random = new Random(1);
  private final LongAdder calls = new LongAdder();

  private FaultyUpstream(HttpServer server, Duration time, double failing) {
    this.server = server;
    this.time = time;
    this.failing = failing;
  }

  /**
   * Starts one on a free port.
   *
   * @param time what an answer takes
   * @param failing how many of all calls get a 500, from 0 to 1
   */
  static FaultyUpstream start(Duration time, double failing) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    FaultyUpstream started = new FaultyUpstream(server, time, failing);
    server.setExecutor(started.reading);
    server.createContext("/", started::take);
    server.start();
    return started;
  }

  private static String event(String choices, String more) {
    return "data: {%s,\"object\":\"chat.completion.chunk\",\"choices\":%s%s}\n\n"
        .formatted(HEAD, choices, more);
  }

  /** Its base URL. */
  String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** How many calls came. */
  long calls() {
    return calls.sum();
  }

  /** Ends it, with all that it was asked: its port refuses connections from now on. */
  void die() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    calls.increment();
    boolean streams = new String(body, StandardCharsets.UTF_8).contains("\"stream\":true");
    boolean fails = random.nextDouble() < failing;
    var unused =
        replying.schedule(
            () -> reply(exchange, streams, fails), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static void reply(HttpExchange exchange, boolean streams, boolean fails) {
    String body = fails ? ERROR : streams ? STREAM : WHOLE;
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String type = streams && !fails ? "text/event-stream" : "application/json";
    exchange.getResponseHeaders().set("Content-Type", type);
    try (OutputStream out = exchange.getResponseBody()) {
      exchange.sendResponseHeaders(fails ? 500 : 200, bytes.length);
      out.write(bytes);
    } catch (IOException e) {
      // It died, or the gateway went away: either is what is measured.
      exchange.close();
    }
  }

  @Override
  public void close() {
    die();
    reading.shutdownNow();
    replying.shutdownNow();
  }
}
