package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of one test, which syncs to the disk and can be killed, restarted and stopped. */
final class OwnPostgres implements AutoCloseable {

  private static final Duration STARTED = Duration.ofSeconds(60);

  private final Path data;
  private EmbeddedPostgres server;

  private OwnPostgres(Path data) throws IOException {
    this.data = data;
    server = builder().start();
  }

  /** Starts one with its files in that folder. */
  static OwnPostgres start(Path folder) throws IOException {
    return new OwnPostgres(Files.createDirectory(folder.resolve("data")));
  }

  DatabaseLogin login() {
    return new DatabaseLogin(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "");
  }

  /** Kills all of its processes with signal 9. */
  void kill() throws Exception {
    List<ProcessHandle> processes = processes();
    processes.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : processes) {
      process.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  /** Starts it again with the files and the port that it had before it was killed. */
  void restart() throws IOException {
    int port = server.getPort();
    try {
      server.close();
    } catch (IOException | RuntimeException alreadyDead) {
      // What it has to give back it has given back.
    }
    server = builder().setPort(port).start();
  }

  /** Stops all of its processes, so that they answer nothing and keep every connection. */
  void stop() throws Exception {
    signal("-STOP");
  }

  /** Lets them go on. */
  void resume() throws Exception {
    signal("-CONT");
  }

  private void signal(String signal) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes().forEach(process -> command.add(String.valueOf(process.pid())));
    Process kill = new ProcessBuilder(command).start();
    // A child that ended meanwhile makes it fail; what counts is the one that starts the others.
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  /** First the one that starts the others. */
  private List<ProcessHandle> processes() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("synchronous_commit", "on")
        .setPGStartupWait(STARTED);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
