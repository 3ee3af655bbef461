package dev.tollgate.launcher.readme;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The packaged jar as a process of its own; closing it stops it as Ctrl-C would. */
final class JarProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target", "tollgate.jar").toAbsolutePath();
  private static final String END = "\0end";
  private static final long DEADLINE_SECONDS = 60;
  private static final String READY = "Tollgate ready on ";

  private final Process process;
  private final LinkedBlockingQueue<String> output = new LinkedBlockingQueue<>();
  private final List<String> lines = new ArrayList<>();

  private JarProcess(Process process) {
    this.process = process;
  }

  static JarProcess start(Path folder, Map<String, String> environment, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", JAR.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // Providers that the developer has keys for would show in a demo.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.endsWith("_API_KEY") || name.equals("OLLAMA_HOST"));
    builder.environment().putAll(environment);
    JarProcess started = new JarProcess(builder.start());
    Thread reader = new Thread(started::read, "output of the jar");
    reader.setDaemon(true);
    reader.start();
    return started;
  }

  private void read() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        output.add(line);
      }
    } catch (IOException e) {
      output.add("its output broke off: " + e);
    }
    output.add(END);
  }

  /** Waits until it is ready and gives its address. */
  String awaitAddress() throws InterruptedException {
    for (String line = next(); !line.equals(END); line = next()) {
      lines.add(line);
      if (line.startsWith(READY)) {
        return line.substring(READY.length());
      }
    }
    throw new AssertionError("it ended without being ready:\n" + printed());
  }

  /** Waits until it has ended and gives its exit status. */
  int awaitExit() throws InterruptedException {
    for (String line = next(); !line.equals(END); line = next()) {
      lines.add(line);
    }
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end");
    }
    return process.exitValue();
  }

  /** All it has printed so far. */
  String printed() {
    return String.join("\n", lines);
  }

  private String next() throws InterruptedException {
    String line = output.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("it says nothing more:\n" + printed());
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
