package dev.tollgate.servlet.admin;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.keys.ApiKeys;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.Routes;
import dev.tollgate.routing.UpstreamHealths;
import dev.tollgate.servlet.http.ErrorWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** The admin API in a real container on a free port of the loopback interface, and a client. */
final class AdminServer implements AutoCloseable {

  static final String TOKEN = "the-operators-token";
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** An answer. */
  record Answer(int status, HttpHeaders headers, String text) {

    /** The body as JSON. */
    Json.Obj json() {
      try {
        return (Json.Obj) StrictJson.read(text);
      } catch (MalformedJson e) {
        throw new AssertionError("no JSON: " + text, e);
      }
    }

    /** The member of that name as a string. */
    String string(String name) {
      return text(json().get(name));
    }

    /** A member of the error object, as {@code code}. */
    String error(String name) {
      if (json().get("error") instanceof Json.Obj error) {
        return text(error.get(name));
      }
      throw new AssertionError("no error: " + text);
    }

    private String text(@Nullable Json member) {
      if (member instanceof Json.Str string) {
        return string.value();
      }
      throw new AssertionError("no such string: " + text);
    }

    /** The header of that name, empty when it is not there. */
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  final MemoryLedger ledger;
  final ApiKeys keys;
  final UpstreamHealths healths =
      new UpstreamHealths(List.of("openai", "backup"), () -> 0L, () -> 0L);
  final Routes routes =
      Routes.inOrder(
          Map.of(
              "big/one",
              List.of(
                  new Candidate(new NamedUpstream("openai"), "gpt"),
                  new Candidate(new NamedUpstream("openai"), "gpt-mini"),
                  new Candidate(new NamedUpstream("backup"), "llama"))));

  private final Server server = new Server();
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final int port;

  private AdminServer(String token, UnaryOperator<LedgerStore> around) throws Exception {
    InstantSource clock = InstantSource.fixed(NOW);
    ledger = new MemoryLedger(clock);
    keys = new ApiKeys("sk-tollgate", new MemoryApiKeys(), clock, new SecureRandom());
    AdminServlet servlet =
        new AdminServlet(
            new AdminToken(token),
            new AdminServlet.Subjects(around.apply(ledger), keys, healths, routes),
            new ErrorWriter(),
            clock);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/admin/v1/*");
    server.setHandler(context);
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
    port = connector.getLocalPort();
  }

  static AdminServer start() throws Exception {
    return start(TOKEN);
  }

  static AdminServer start(String token) throws Exception {
    return new AdminServer(token, UnaryOperator.identity());
  }

  /** With another store around the ledger in memory. */
  static AdminServer around(UnaryOperator<LedgerStore> around) throws Exception {
    return new AdminServer(TOKEN, around);
  }

  /** A request to a path behind {@code /admin/v1}, without a token. */
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/admin/v1" + path))
        .timeout(Duration.ofSeconds(20));
  }

  /** A request with the right token. */
  HttpRequest.Builder admin(String path) {
    return to(path).header("Authorization", "Bearer " + TOKEN);
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(admin(path));
  }

  Answer post(String path, String json) throws IOException, InterruptedException {
    return send(
        admin(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(admin(path).DELETE());
  }

  Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = client.send(request.build(), BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** Opens an account and says its id. */
  String account(String name) throws IOException, InterruptedException {
    return post("/accounts", "{\"name\":\"" + name + "\"}").string("id");
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new AssertionError("the container did not stop", e);
    }
  }
}
