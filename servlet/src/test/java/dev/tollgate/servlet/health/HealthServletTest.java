package dev.tollgate.servlet.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.Servlet;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthServletTest {

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final HttpClient client = HttpClient.newHttpClient();

  private void serve(Servlet servlet) throws Exception {
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(servlet), "/z");
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private HttpResponse<String> send(String method) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/z");
    return client.send(
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  private static ReadinessServlet readiness(BooleanSupplier database, BooleanSupplier draining) {
    return new ReadinessServlet(database, draining, new ErrorWriter());
  }

  @Test
  void aLivingProcessSaysSoToAnybody() throws Exception {
    serve(new HealthServlet(new ErrorWriter()));

    var answer = send("GET");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(send("HEAD").statusCode()).isEqualTo(200);
    assertThat(send("HEAD").body()).isEmpty();
  }

  @Test
  void itIsOnlyToBeRead() throws Exception {
    serve(new HealthServlet(new ErrorWriter()));

    var answer = send("POST");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void aProcessIsReadyUntilItDrains() throws Exception {
    AtomicBoolean draining = new AtomicBoolean();
    serve(readiness(() -> true, draining::get));

    assertThat(send("GET").statusCode()).isEqualTo(200);
    assertThat(send("GET").body()).isEqualTo("{\"status\":\"ready\"}");
    draining.set(true);
    assertThat(send("GET").statusCode()).isEqualTo(503);
    assertThat(send("GET").body()).isEqualTo("{\"status\":\"draining\"}");
    assertThat(send("GET").headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void aProcessIsNotReadyWhileTheDatabaseIsSilent() throws Exception {
    AtomicBoolean database = new AtomicBoolean();
    serve(readiness(database::get, () -> false));

    assertThat(send("HEAD").statusCode()).isEqualTo(503);
    database.set(true);
    assertThat(send("HEAD").statusCode()).isEqualTo(200);
  }

  @Test
  void aDatabaseCheckThatBreaksCountsAsNo() throws Exception {
    serve(
        readiness(
            () -> {
              throw new IllegalStateException("connection refused to db.internal");
            },
            () -> false));

    var answer = send("GET");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEqualTo("{\"status\":\"database unavailable\"}");
  }
}
