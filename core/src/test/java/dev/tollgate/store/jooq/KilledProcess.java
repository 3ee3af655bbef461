package dev.tollgate.store.jooq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.files.WatchedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link KilledWriter} as seen from outside. It waits until it is told what to do. */
final class KilledProcess implements AutoCloseable {

  private static final int MOST_SECONDS = 60;

  private final Process process;

  KilledProcess() {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx192m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            WatchedFiles.OPTION,
            "-cp",
            System.getProperty("java.class.path"),
            KilledWriter.class.getName());
    try {
      process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Kills it behind that many answers; gives what it said until it was dead. */
  List<String> killBehind(int answers, Path folder, String run) {
    return kill(folder, null, 1, answers, run);
  }

  /** Kills it where it stops, or that many answers later. */
  List<String> killAt(KillPoint point, int times, int answersLater, Path folder, String run) {
    List<String> said = kill(folder, point, times, answersLater, run);
    assertThat(said).as("%s for the time no. %d", point, times).contains(KilledWriter.STOPPED);
    return said;
  }

  private List<String> kill(
      Path folder, @Nullable KillPoint point, int times, int answers, String run) {
    CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS).execute(this::close);
    List<String> said = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      Writer command = process.outputWriter(UTF_8);
      command.write(
          folder + " " + (point == null ? "-" : point.name()) + " " + times + " " + run + "\n");
      command.flush();
      boolean counting = point == null;
      boolean stoppedOnce = false;
      int left = answers;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        boolean stopped = line.equals(KilledWriter.STOPPED);
        stoppedOnce |= stopped;
        if (stopped || counting) {
          counting = true;
          left -= stopped ? 0 : 1;
          if (left <= 0 || (stoppedOnce && line.equals(KilledWriter.REFUSED))) {
            close();
          }
        }
      }
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return said;
  }

  /** Kills it by its handle: the process's own method would close the pipe with lines in it. */
  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }
}
