package dev.tollgate.samples.routertraining;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long decisions take and what they leave behind for the collector. */
@Command(
    name = "time",
    description = "Time whole decisions with the bundled weights, on one thread, by JMH.",
    mixinStandardHelpOptions = true)
final class Time implements Callable<Integer> {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--forks", defaultValue = "2", description = "Processes; 0 for this one.")
  private int forks;

  @Option(names = "--rounds", defaultValue = "5", description = "As many to warm up before.")
  private int rounds;

  @Option(names = "--millis", defaultValue = "2000", description = "How long a round is.")
  private int millis;

  @Override
  public Integer call() throws RunnerException {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs this");
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("| characters | messages | p50 µs | p99 µs | p99.9 µs | bytes |");
    out.println("| --- | --- | --- | --- | --- | --- |");
    results().forEach(result -> print(result, out));
    out.flush();
    return 0;
  }

  private Collection<RunResult> results() throws RunnerException {
    TimeValue round = TimeValue.milliseconds(millis);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(DecisionBenchmark.class.getName())
            .forks(forks)
            .warmupIterations(rounds)
            .warmupTime(round)
            .measurementIterations(rounds)
            .measurementTime(round)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    return new Runner(options.build()).run();
  }

  private static void print(RunResult result, PrintWriter out) {
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED));
    out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f | %.1f | %.0f |%n",
        result.getParams().getParam("chars"),
        result.getParams().getParam("messages"),
        time.getStatistics().getPercentile(50),
        time.getStatistics().getPercentile(99),
        time.getStatistics().getPercentile(99.9),
        allocated.getScore());
  }
}
