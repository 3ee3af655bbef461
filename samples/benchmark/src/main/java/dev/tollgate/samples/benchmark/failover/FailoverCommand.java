package dev.tollgate.samples.benchmark.failover;

import dev.tollgate.samples.benchmark.Table;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints how many callers get their answer while upstreams fail. */
@Command(
    name = "failover",
    description =
        "Measure how many callers get a whole answer of a gateway before three upstreams of which"
            + " one dies, one answers 500 to three calls of ten, and one is slow.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:at least 99.9 % of the callers got a whole answer, and the dead upstream only probes",
      "1:they did not, or the books do not balance",
      "2:wrong usage"
    })
public final class FailoverCommand implements Callable<Integer> {

  private static final List<String> TITLES =
      List.of("upstream", "requests", "answers", "failures", "in the end");
  private static final int FIRST_WIDTH = 34;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--rate", defaultValue = "200", description = "Callers a second.")
  private int rate;

  @Option(names = "--seconds", defaultValue = "60", description = "How long callers come.")
  private int seconds;

  @Option(
      names = "--dies-after",
      paramLabel = "S",
      defaultValue = "10",
      description = "When the first upstream dies.")
  private int untilDeath;

  @Option(
      names = "--folder",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "Where the gateway's files are made.")
  private Path folder = Path.of("");

  /** Made for a command line. */
  public FailoverCommand() {}

  @Override
  public Integer call() throws Exception {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs this");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (FailoverRun run = new FailoverRun(folder.toAbsolutePath())) {
      FailoverFigures figures =
          run.measure(rate, Duration.ofSeconds(seconds), Duration.ofSeconds(untilDeath));
      print(figures, out);
      return figures.isSound() ? 0 : 1;
    }
  }

  private static void print(FailoverFigures figures, PrintWriter out) {
    Table table = new Table(out, TITLES, FIRST_WIDTH);
    row(table, figures, "dying", "dies");
    row(table, figures, "failing", "answers 500 to 30 %");
    row(table, figures, "slow", "takes 1.5 s");
    out.println();
    out.println("callers: " + Table.number(figures.callers()));
    out.println(
        "whole answers: "
            + Table.number(figures.times().getTotalCount())
            + ", "
            + Table.number(figures.whole() * 100, 3)
            + " %");
    figures.failures().forEach((how, count) -> out.println("  " + how + ": " + count));
    out.println(
        String.format(
            Locale.ROOT,
            "p50 %.1f ms, p99 %.1f ms, longest %.1f ms",
            millis(figures, 50),
            millis(figures, 99),
            millis(figures, 100)));
    DeathWatch.Probes probes = figures.probes();
    out.println(
        probes.wasOut()
            ? "the dead upstream: "
                + probes.failuresUntilOut()
                + " failures until it was out, then "
                + probes.probes()
                + " probes in "
                + probes.out().toSeconds()
                + " s, of "
                + figures.probesAllowed()
                + " allowed"
            : "the dead upstream was never out");
    out.println("books " + (figures.balanced() ? "balance" : "do not balance"));
    out.flush();
  }

  private static void row(Table table, FailoverFigures figures, String id, String what) {
    FailoverFigures.Row row = figures.rows().get(id);
    if (row == null) {
      throw new IllegalStateException("no figures of " + id);
    }
    table.row(
        List.of(
            id + ", which " + what,
            Table.number(row.calls()),
            Table.number(row.figures().answers()),
            Table.number(row.figures().failures()),
            row.figures().isOut() ? "out" : "in use"));
  }

  private static double millis(FailoverFigures figures, double percentile) {
    return figures.times().getValueAtPercentile(percentile) / 1e6;
  }
}
