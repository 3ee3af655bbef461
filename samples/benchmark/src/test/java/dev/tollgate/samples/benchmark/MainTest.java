package dev.tollgate.samples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @ParameterizedTest
  @CsvSource({"h2,H2", "postgresql,PostgreSQL"})
  void measuresBothLedgersBeforeAndAfterGrowth(String database, String name) throws Exception {
    int status =
        run(
            "--database=" + database,
            "--callers=3",
            "--accounts=1,5",
            "--rate=50",
            "--warm-up=100",
            "--measure=300",
            "--rows=2000",
            "--folder=" + folder);

    assertThat(err.toString()).isEmpty();
    assertThat(status).as(out.toString()).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("| " + name)))
        .hasSize(2 + 2 * 3 + 8)
        .noneMatch(line -> line.contains(" 0.00 |"));
    assertThat(out.toString()).contains(" 0 open holds, books balance");
    try (var left = Files.list(folder)) {
      assertThat(left.filter(path -> path.toString().contains("benchmark"))).isEmpty();
    }
  }

  @Test
  void failoverTellsWhatBecameOfCallersAndUpstreams() throws Exception {
    int status =
        run("failover", "--rate=40", "--seconds=3", "--dies-after=1", "--folder=" + folder);

    assertThat(err.toString()).isEmpty();
    // Three tries may meet what is dying twice and what fails once: of so few callers, one is much.
    assertThat(status).as(out.toString()).isIn(0, 1);
    assertThat(out.toString())
        .contains("callers: 120", "| dying, which dies ", "probes in", "books balance");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void addedCostHasARowForEachGuard() throws Exception {
    int status =
        run(
            "added-cost",
            "--rate=50",
            "--accounts=3",
            "--warm-up=100",
            "--measure=300",
            "--folder=" + folder);

    assertThat(err.toString()).isEmpty();
    assertThat(status).as(out.toString()).isZero();
    for (Guard guard : Guard.values()) {
      assertThat(out.toString()).contains("| " + guard.words() + " ");
    }
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anUnknownDatabaseIsWrongUsage() {
    assertThat(run("--database=sqlite")).isEqualTo(2);
    assertThat(err.toString()).contains("--database");
  }
}
