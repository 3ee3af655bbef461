package dev.tollgate.samples.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.samples.conformance.client.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The gateway as {@code serve} runs it, in a process of its own, with one funded account. */
final class GatewayProcess {

  private static final String ADMIN_TOKEN = "conformance-admin-token";
  private static final String READY = "Tollgate ready on ";
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  private final Process process;
  private final URI address;

  private GatewayProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts it before that upstream; its files go into that folder. */
  static GatewayProcess start(Path folder, URI upstream) throws Exception {
    Path errors = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tollgate.launcher.Main",
                "serve",
                "--config",
                config(folder).toString())
            .redirectError(errors.toFile());
    builder.environment().put("FOLDER", folder.toString());
    builder.environment().put("UPSTREAM", upstream.toString());
    builder.environment().put("ADMIN_TOKEN", ADMIN_TOKEN);
    Process process = builder.start();
    try {
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String ready = String.valueOf(out.readLine());
      assertThat(ready).as(Files.readString(errors)).startsWith(READY);
      return new GatewayProcess(process, URI.create(ready.substring(READY.length())));
    } catch (IOException | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Path config(Path folder) throws IOException {
    try (InputStream in = GatewayProcess.class.getResourceAsStream("gateway.yaml")) {
      assertThat(in).isNotNull();
      return Files.write(folder.resolve("tollgate.yaml"), in.readAllBytes());
    }
  }

  /** Its base URL, as SDKs take it. */
  String baseUrl() {
    return address + "/v1";
  }

  /** A key of a new account that can pay for everything. */
  String fundedKey() throws Exception {
    String account = admin("accounts", "{\"name\":\"conformance\"}").text("id");
    admin("accounts/" + account + "/credits", "{\"credits\":100000,\"reference\":\"conformance\"}");
    return admin("accounts/" + account + "/keys", "{\"name\":\"conformance\"}").text("key");
  }

  private JsonValue admin(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/admin/v1/" + path))
            .timeout(DEADLINE)
            .header("Authorization", "Bearer " + ADMIN_TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    return JsonValue.read(response.body());
  }

  /** Sends SIGTERM and waits for the end. */
  void stop() throws Exception {
    process.toHandle().destroy();
    try {
      assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }
}
