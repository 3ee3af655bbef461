package dev.tollgate.samples.conformance.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The server under test. Whoever is over his rate waits as long as he is told, at most a minute at
 * a time: the limits of an account are no fault of the server's.
 */
public final class Server {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final int TOO_MANY = 429;
  private static final int MOST_TRIES = 4;
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final Target target;
  private final HttpClient http;
  private final HttpClient upgrading;

  /** The server at that target. */
  public Server(Target target) {
    this.target = target;
    this.http = client(HttpClient.Version.HTTP_1_1);
    this.upgrading = client(HttpClient.Version.HTTP_2);
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).connectTimeout(DEADLINE).build();
  }

  /** Sends over HTTP/1.1. */
  public Reply send(Ask ask) throws IOException, InterruptedException {
    return send(http, ask);
  }

  /** Sends with a client that asks for HTTP/2 by {@code Upgrade: h2c}, and takes 1.1 too. */
  public Reply sendUpgrading(Ask ask) throws IOException, InterruptedException {
    return send(upgrading, ask);
  }

  /** A bare connection. */
  public RawConnection connect() throws IOException {
    return RawConnection.open(target);
  }

  private Reply send(HttpClient client, Ask ask) throws IOException, InterruptedException {
    HttpRequest request = request(ask);
    for (int tries = 1; ; tries++) {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      Reply reply = reply(response);
      String wait = reply.header("retry-after");
      if (reply.status() != TOO_MANY || tries == MOST_TRIES || !wait.matches("\\d{1,2}")) {
        return reply;
      }
      TimeUnit.SECONDS.sleep(Math.min(Integer.parseInt(wait), LONGEST_WAIT_SECONDS) + 1L);
    }
  }

  private HttpRequest request(Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.resolve(ask.path()))
            .timeout(DEADLINE)
            .method(ask.method(), publisher(ask));
    for (Ask.Header header : ask.headers()) {
      request.header(header.name(), target.fill(header.value()));
    }
    return request.build();
  }

  private BodyPublisher publisher(Ask ask) {
    byte[] body = ask.bodyFor(target);
    if (ask.isChunked()) {
      return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }
    return body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
  }

  private static Reply reply(HttpResponse<byte[]> response) {
    Map<String, List<String>> headers =
        response.headers().map().entrySet().stream()
            .collect(
                Collectors.toMap(e -> e.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue));
    String body = new String(response.body(), StandardCharsets.UTF_8);
    return new Reply(response.statusCode(), headers, body);
  }
}
