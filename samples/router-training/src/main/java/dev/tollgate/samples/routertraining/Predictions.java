package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Assessment;
import dev.tollgate.routing.quality.QualityModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What weights say of rows they were not learned from. */
final class Predictions {

  /** One row and what was said of it. */
  record Predicted(Outcome row, Assessment assessment) {}

  private final List<Predicted> all = new ArrayList<>();

  private Predictions() {}

  /** Each part of the rows by weights learned from the others. */
  static Predictions across(List<Outcome> rows, Split split, Recipe recipe) {
    Predictions predictions = new Predictions();
    List<List<Outcome>> parts = split.parts(rows);
    for (List<Outcome> part : parts) {
      List<Outcome> others =
          Split.apartFrom(part, rows).stream()
              .filter(row -> recipe.sources().contains(row.source()))
              .toList();
      predictions.add(part, new QualityModel(new Learner(recipe).learn(others, "measured")));
    }
    return predictions;
  }

  /** Those rows by that model. */
  static Predictions by(QualityModel model, List<Outcome> rows) {
    Predictions predictions = new Predictions();
    predictions.add(rows, model);
    return predictions;
  }

  private void add(List<Outcome> rows, QualityModel model) {
    rows.forEach(row -> all.add(new Predicted(row, model.assess(row.features()))));
  }

  List<Predicted> where(Predicate<Outcome> wanted) {
    return all.stream().filter(predicted -> wanted.test(predicted.row())).toList();
  }
}
