package dev.tollgate.samples.routertraining;

import java.util.List;

/**
 * How one model's success moves with what all models' success in a row has in common.
 *
 * @param lift with how well all do
 * @param slope with how much more the strong do than the weak
 */
record Loading(double lift, double slope) {

  private static final double LEAST = 1e-9;

  /** The least squares over the rows that the model was asked. */
  static Loading of(String model, Sourced sourced) {
    Field field = sourced.field();
    List<Outcome> rows = sourced.rows();
    double easeEase = LEAST;
    double easeGap = 0;
    double gapGap = LEAST;
    double easeLeft = 0;
    double gapLeft = 0;
    for (Outcome row : rows) {
      Double quality = row.quality().get(model);
      if (quality != null) {
        double ease = field.ease(row);
        double gap = field.gap(row);
        double left = quality - field.mean(model);
        easeEase += ease * ease;
        easeGap += ease * gap;
        gapGap += gap * gap;
        easeLeft += ease * left;
        gapLeft += gap * left;
      }
    }
    double determinant = easeEase * gapGap - easeGap * easeGap;
    if (determinant < LEAST) {
      return new Loading(1, 0);
    }
    return new Loading(
        (easeLeft * gapGap - gapLeft * easeGap) / determinant,
        (gapLeft * easeEase - easeLeft * easeGap) / determinant);
  }

  /** What the model's outcome in a row tells of it alone. */
  double own(String model, Outcome row, Field field) {
    return row.quality().getOrDefault(model, 0.0)
        - field.mean(model)
        - lift * field.ease(row)
        - slope * field.gap(row);
  }
}
