package dev.tollgate.samples.routertraining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The models of one source, from the best to the worst.
 *
 * @param means by model, its share of good answers over all rows it was run on
 * @param ranked the models, best first
 */
record Field(Map<String, Double> means, List<String> ranked) {

  static Field of(List<Outcome> rows) {
    Map<String, double[]> sums = new TreeMap<>();
    for (Outcome row : rows) {
      row.quality()
          .forEach(
              (model, quality) -> {
                double[] sum = sums.computeIfAbsent(model, unseen -> new double[2]);
                sum[0] += quality;
                sum[1]++;
              });
    }
    Map<String, Double> means = new TreeMap<>();
    sums.forEach((model, sum) -> means.put(model, sum[0] / sum[1]));
    List<String> ranked = new ArrayList<>(means.keySet());
    ranked.sort(Comparator.comparingDouble((String model) -> -means.getOrDefault(model, 0.0)));
    return new Field(means, ranked);
  }

  /** How much better or worse than each model's mean that row was answered. */
  double ease(Outcome row) {
    double sum = 0;
    for (Map.Entry<String, Double> answer : row.quality().entrySet()) {
      sum += answer.getValue() - mean(answer.getKey());
    }
    return sum / row.quality().size();
  }

  /** How much more the strong models got right in that row than the weak ones, beyond the mean. */
  double gap(Outcome row) {
    return side(row, strong()) - side(row, weak());
  }

  /** The model's share of good answers. */
  double mean(String model) {
    return means.getOrDefault(model, 0.0);
  }

  private static double mean(double[] sum) {
    return sum[1] == 0 ? 0 : sum[0] / sum[1];
  }

  private double side(Outcome row, List<String> models) {
    double[] sum = new double[2];
    for (String model : models) {
      Double quality = row.quality().get(model);
      if (quality != null) {
        sum[0] += quality - mean(model);
        sum[1]++;
      }
    }
    return mean(sum);
  }

  /** The best third, at least one. */
  List<String> strong() {
    return ranked.subList(0, third());
  }

  /** The middle third: the worst models guess, and what they miss says little. */
  List<String> weak() {
    return ranked.size() < 3
        ? ranked.subList(1, ranked.size())
        : ranked.subList(third(), ranked.size() - third());
  }

  private int third() {
    return Math.max(1, ranked.size() / 3);
  }
}
