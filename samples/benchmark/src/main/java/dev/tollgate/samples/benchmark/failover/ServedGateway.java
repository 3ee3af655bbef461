package dev.tollgate.samples.benchmark.failover;

import dev.tollgate.json.Json;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The gateway as {@code serve} runs it, in a process of its own. */
final class ServedGateway implements AutoCloseable {

  private static final String READY = "Tollgate ready on ";
  private static final String ADMIN_TOKEN = "failover-admin-token";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final URI address;

  private ServedGateway(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it.
   *
   * @param folder for its files
   * @param upstreams the variables of its config: the base URLs
   */
  static ServedGateway start(Path folder, Map<String, String> upstreams) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tollgate.launcher.Main",
                "serve",
                "--config",
                config(folder).toString())
            .redirectError(folder.resolve("log").toFile());
    builder.environment().putAll(upstreams);
    builder.environment().put("FOLDER", folder.toString());
    builder.environment().put("ADMIN_TOKEN", ADMIN_TOKEN);
    Process process = builder.start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith(READY)) {
      process.destroyForcibly();
      throw new IOException("no gateway: " + Files.readString(folder.resolve("log")));
    }
    return new ServedGateway(process, URI.create(line.substring(READY.length())));
  }

  private static Path config(Path folder) throws IOException {
    try (InputStream in = ServedGateway.class.getResourceAsStream("gateway.yaml")) {
      if (in == null) {
        throw new IOException("the jar has no gateway.yaml");
      }
      return Files.write(folder.resolve("tollgate.yaml"), in.readAllBytes());
    }
  }

  URI address() {
    return address;
  }

  /** A key of a new account that can pay for everything. */
  String fundedKey() throws IOException, InterruptedException {
    String account = text(post("accounts", "{\"name\":\"crowd\"}"), "id");
    post("accounts/" + account + "/credits", "{\"credits\":100000,\"reference\":\"crowd\"}");
    return text(post("accounts/" + account + "/keys", "{\"name\":\"crowd\"}"), "key");
  }

  /** What the admin API answers at that path. */
  Json.Obj get(String path) throws IOException, InterruptedException {
    return send(path, "GET", BodyPublishers.noBody());
  }

  private Json.Obj post(String path, String body) throws IOException, InterruptedException {
    return send(path, "POST", BodyPublishers.ofString(body));
  }

  private Json.Obj send(String path, String method, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/admin/v1/" + path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    try {
      if (response.statusCode() < 300 && StrictJson.read(response.body()) instanceof Json.Obj o) {
        return o;
      }
    } catch (MalformedJson e) {
      throw new IOException("the admin API answered no JSON", e);
    }
    throw new IOException("the admin API answered " + response.statusCode());
  }

  private static String text(Json.Obj holder, String name) throws IOException {
    if (holder.get(name) instanceof Json.Str text) {
      return text.value();
    }
    throw new IOException("the admin API answered without " + name);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
