package dev.tollgate.samples.routertraining;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.Model;
import dev.tollgate.pricing.Price;
import dev.tollgate.routing.auto.AutoChoices;
import dev.tollgate.routing.auto.AutoOrder;
import dev.tollgate.routing.auto.Decision;
import dev.tollgate.routing.auto.Feedback;
import dev.tollgate.routing.auto.Forecast;
import dev.tollgate.routing.quality.QualityModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A whole decision of an auto model, as a gateway makes it for each request: constraints, prices,
 * the assessment with the bundled weights, feedback, the dial, and the look for whom the
 * conversation is with. Candidates are eight, of which two go by their price.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecisionBenchmark {

  private static final String AUTO = "auto";
  private static final long WINDOW = 128_000;
  private static final long MOST_OUTPUT = 16_384;

  private static final List<Model> CANDIDATES =
      List.of(
          model("frontier", "3", "15", null),
          model("large", "10", "30", "gpt-4-1106-preview"),
          model("pro", "1.25", "5", "gemini-1.5-pro-002"),
          model("flash", "0.075", "0.3", "gemini-1.5-flash-002"),
          model("code", "0.14", "0.28", "DeepSeek-Coder-V2"),
          model("experts", "0.6", "0.6", "Mixtral-8x7B-Instruct-v0.1"),
          model("older", "0.2", "0.2", "Mistral-7B-Instruct-v0.2"),
          model("small", "0.1", "0.4", null));

  /** How long the conversation is, in characters. */
  @Param({"2000", "200000"})
  private int chars = 1;

  /** In how many messages. */
  @Param({"1", "20"})
  private int messages = 1;

  private @Nullable AutoChoices choices;
  private @Nullable AutoOrder order;

  private static Model model(String id, String input, String output, @Nullable String profile) {
    return new Model(
        id,
        "",
        Price.ofDollars(input, output),
        WINDOW,
        MOST_OUTPUT,
        Set.of(Capability.TOOLS, Capability.JSON_SCHEMA),
        true,
        profile,
        Set.of());
  }

  private static Catalog catalog() {
    AutoModel auto = new AutoModel(AUTO, CANDIDATES, new BigDecimal("0.5"), null);
    return new Catalog(List.of(auto), AUTO, Instant.EPOCH);
  }

  private static Forecast forecast() {
    return Forecast.of(QualityModel.bundled());
  }

  /** Has the conversation been answered before, and every candidate failed once. */
  @Setup
  public void begin() {
    Feedback feedback = new Feedback(System::nanoTime);
    AutoChoices made =
        AutoChoices.of(
            catalog(), DecisionBenchmark::forecast, Optional.of(feedback), System::nanoTime);
    AutoOrder turn =
        new AutoOrder(
            Conversation.of(chars, messages),
            "key_1",
            model -> true,
            model -> true,
            OptionalDouble.of(0.7));
    Decision first = made.decide(AUTO, turn);
    CANDIDATES.forEach(model -> feedback.tell(model.id(), first.shape(), true));
    made.answered(first, first.choice());
    choices = made;
    order = turn;
  }

  /** One decision. */
  @Benchmark
  public Decision decide() {
    return Objects.requireNonNull(choices).decide(AUTO, Objects.requireNonNull(order));
  }
}
