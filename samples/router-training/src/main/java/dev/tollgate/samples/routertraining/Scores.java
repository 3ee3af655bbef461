package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.QualityModel;
import dev.tollgate.samples.routertraining.Predictions.Predicted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Predictions for the metric of the data folder, which is the judge. */
@Command(
    name = "scores",
    description = "Write what the shipped recipe says of rows it has not learned from.",
    mixinStandardHelpOptions = true)
final class Scores implements Callable<Integer> {

  /** Which rows are predicted, and from which. */
  enum Held {
    /** Each fifth from the others, by groups. */
    GROUPS,
    /** Each fifth from the others, by subjects. */
    DOMAINS,
    /** The dev split from the train split. */
    DEV
  }

  @Option(names = "--data", required = true, description = "The folder of the outcomes.")
  private Path data = Path.of("");

  @Option(names = "--held", defaultValue = "groups", description = "${COMPLETION-CANDIDATES}")
  private Held held = Held.GROUPS;

  @Option(
      names = "--out",
      required = true,
      description = "The folder for pair.jsonl, api.jsonl and open.jsonl.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    Recipe recipe = Recipe.SHIPPED;
    List<Outcome> rows = new Outcomes().readAll(data, recipe.sources());
    Predictions predictions =
        switch (held) {
          case GROUPS -> Predictions.across(rows, Split.GROUPS, recipe);
          case DOMAINS -> Predictions.across(rows, Split.DOMAINS, recipe);
          case DEV -> dev(rows, recipe);
        };
    Files.createDirectories(out);
    writePair(predictions);
    writePool(predictions, "api");
    writePool(predictions, "open");
    return 0;
  }

  private static Predictions dev(List<Outcome> rows, Recipe recipe) {
    List<Outcome> train = rows.stream().filter(row -> !row.dev()).toList();
    QualityModel model = new QualityModel(new Learner(recipe).learn(train, "measured"));
    return Predictions.by(model, rows.stream().filter(Outcome::dev).toList());
  }

  private void writePair(Predictions predictions) throws IOException {
    try (PrintWriter file = file("pair")) {
      for (Predicted predicted : predictions.where(row -> row.source() == Source.PAIR)) {
        file.printf(
            Locale.ROOT,
            "{\"id\": \"%s\", \"score\": %.6f}%n",
            predicted.row().id(),
            Figures.gap(predicted.assessment()));
      }
    }
  }

  private void writePool(Predictions predictions, String pool) throws IOException {
    Prices prices = Prices.read(data, pool);
    try (PrintWriter file = file(pool)) {
      for (Predicted predicted : predictions.where(row -> row.source() == Source.PRO)) {
        StringBuilder quality = new StringBuilder();
        StringBuilder cost = new StringBuilder();
        for (String model : prices.pool()) {
          double chars = predicted.assessment().outputTokens(model) / Targets.TOKENS_PER_CHAR;
          append(quality, model, predicted.assessment().quality(model));
          append(cost, model, prices.cost(model, predicted.row().prompt().length(), chars));
        }
        file.printf(
            "{\"id\": \"%s\", \"p\": {%s}, \"c\": {%s}}%n", predicted.row().id(), quality, cost);
      }
    }
  }

  private static void append(StringBuilder members, String model, double value) {
    members
        .append(members.isEmpty() ? "" : ", ")
        .append(String.format(Locale.ROOT, "\"%s\": %.9f", model, value));
  }

  private PrintWriter file(String name) throws IOException {
    return new PrintWriter(
        Files.newBufferedWriter(out.resolve(name + ".jsonl"), StandardCharsets.UTF_8));
  }
}
