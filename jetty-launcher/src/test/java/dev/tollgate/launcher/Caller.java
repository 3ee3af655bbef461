package dev.tollgate.launcher;

import dev.tollgate.upstream.Script;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A caller with the JDK's HTTP client, whose every first request asks for an upgrade to HTTP/2 with
 * {@code Upgrade: h2c}.
 */
final class Caller {

  private static final String CHAT = "/v1/chat/completions";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI gateway;
  private final String key;

  Caller(URI gateway, String key) {
    this.gateway = gateway;
    this.key = key;
  }

  Caller(LiveGateway gateway, Customer customer) {
    this(gateway.address(), customer.key());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return http.sendAsync(request("GET", path, BodyPublishers.noBody()), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return http.send(
        request(method, path, BodyPublishers.noBody(), headers), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return http.send(json(path, BodyPublishers.ofString(body), headers), BodyHandlers.ofString());
  }

  HttpResponse<String> chat(String body, String... headers)
      throws IOException, InterruptedException {
    return post(CHAT, body, headers);
  }

  HttpResponse<String> chat(BodyPublisher body) throws IOException, InterruptedException {
    return http.send(json(CHAT, body), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> chatLater(String body, String... headers) {
    return http.sendAsync(
        json(CHAT, BodyPublishers.ofString(body), headers), BodyHandlers.ofString());
  }

  /** Also for an answer that another node has to die for first. */
  CompletableFuture<HttpResponse<String>> chatPatiently(String body, String... headers) {
    HttpRequest usual = json(CHAT, BodyPublishers.ofString(body), headers);
    HttpRequest patient =
        HttpRequest.newBuilder(usual, (name, value) -> true).timeout(PATIENCE).build();
    return http.sendAsync(patient, BodyHandlers.ofString());
  }

  private HttpRequest json(String path, BodyPublisher body, String... headers) {
    HttpRequest plain = request("POST", path, body, headers);
    return HttpRequest.newBuilder(plain, (name, value) -> true)
        .setHeader("Content-Type", "application/json")
        .build();
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path)).timeout(Script.DEADLINE).method(method, body);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }
}
