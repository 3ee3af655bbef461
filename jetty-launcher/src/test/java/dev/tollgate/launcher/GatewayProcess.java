package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged jar in a process of its own. */
final class GatewayProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "tollgate.jar");
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private GatewayProcess(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader(StandardCharsets.UTF_8);
    this.err = err;
  }

  /** Starts {@code serve} on a free port with the tests' config. */
  static GatewayProcess serve(Path folder, LiveSetup setup) throws IOException {
    Path config = Files.writeString(folder.resolve("tollgate.yaml"), LiveSetup.yaml());
    return start(folder, setup, "serve", "--config", config.toString(), "--port", "0");
  }

  /** Starts any command; its temporary files go into that folder. */
  static GatewayProcess start(Path folder, LiveSetup setup, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It runs for seconds: what a longer run gains by compiling more costs this one more.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    // Providers that the developer has keys for would show in a demo.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.endsWith("_API_KEY") || name.equals("OLLAMA_HOST"));
    builder.environment().putAll(setup.variables());
    return new GatewayProcess(builder.start(), err);
  }

  /** The next line of its standard output. */
  String line() throws Exception {
    return soon(
        () -> {
          String line = out.readLine();
          return line == null ? "(the end)" : line;
        });
  }

  /** The rest of its standard output. */
  List<String> lines() throws Exception {
    return soon(() -> out.lines().toList());
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T soon(Reading<T> reading) throws Exception {
    return CompletableFuture.supplyAsync(
            () -> {
              try {
                return reading.read();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Waits until it is ready, and gives its address. */
  URI awaitReady() throws Exception {
    String line = line();
    assertThat(line).as(errors()).matches("Tollgate ready on http://127\\.0\\.0\\.1:[1-9]\\d*");
    return URI.create(line.substring(line.indexOf("http")));
  }

  /** Sends SIGTERM. */
  void terminate() {
    // By its handle: Process.destroy() would also close the pipes that are still to be read.
    process.toHandle().destroy();
  }

  boolean isEndedWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  int exitStatus() throws InterruptedException {
    assertThat(isEndedWithin(DEADLINE)).isTrue();
    return process.exitValue();
  }

  /** What it has written to its standard error. */
  String errors() throws IOException {
    return Files.readString(err);
  }

  /** Ends it at once, as a crash does. */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
