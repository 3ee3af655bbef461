package dev.tollgate.samples.routertraining;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.routing.quality.Assessment;
import dev.tollgate.routing.quality.QualityModel;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long it takes to read a conversation and hear every profile's opinion of it. */
@Command(
    name = "time",
    description = "Time assessments with the bundled weights, on one thread.",
    mixinStandardHelpOptions = true)
final class Time implements Callable<Integer> {

  private static final double NANOS_PER_MICRO = 1000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--chars",
      split = ",",
      defaultValue = "2000,200000",
      description = "How long the conversations are.")
  private int[] lengths = {};

  @Option(names = "--rounds", defaultValue = "20000")
  private int rounds;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs this");
    }
    PrintWriter out = spec.commandLine().getOut();
    QualityModel model = QualityModel.bundled();
    out.println("| characters | turns | p50 µs | p99 µs | p99.9 µs |");
    out.println("| --- | --- | --- | --- | --- |");
    for (int chars : lengths) {
      for (int turns : new int[] {1, 20}) {
        ChatRequest request = Conversation.of(chars, turns);
        // The first rounds warm the compiler up and are not counted.
        measure(model, request);
        long[] nanos = measure(model, request);
        Arrays.sort(nanos);
        out.printf(
            Locale.ROOT,
            "| %d | %d | %.0f | %.0f | %.0f |%n",
            chars,
            turns,
            at(nanos, 0.5),
            at(nanos, 0.99),
            at(nanos, 0.999));
        out.flush();
      }
    }
    return 0;
  }

  private long[] measure(QualityModel model, ChatRequest request) {
    long[] nanos = new long[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      Assessment assessment = model.assess(request);
      nanos[i] = System.nanoTime() - start;
      if (assessment.quality("tier-small") < 0) {
        throw new IllegalStateException("a quality below 0");
      }
    }
    return nanos;
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) (share * (sorted.length - 1))] / NANOS_PER_MICRO;
  }
}
