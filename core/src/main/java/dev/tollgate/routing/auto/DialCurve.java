package dev.tollgate.routing.auto;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a dollar weighs against quality at each place of the dial, for one set of candidates;
 * immutable.
 *
 * <p>On each reference prompt the choice goes, as that weight falls, in steps from the cheapest
 * candidate to the best. All steps of all prompts, the most worthwhile first, are the ways to spend
 * more; the dial says which share of their sum is spent. A higher dial takes no step back, so its
 * weight is never higher.
 */
final class DialCurve {

  /** The weight at the dial's lower end, where quality counts for nothing. */
  static final double CHEAPEST = Double.POSITIVE_INFINITY;

  private final List<Step> steps;
  private final double total;
  private final double typicalCost;

  /**
   * A change to a better candidate on one prompt.
   *
   * @param weight the quality it wins per dollar: what a dollar may weigh below which it is made
   * @param dollars what it costs more
   */
  private record Step(double weight, double dollars) {}

  private DialCurve(List<Step> steps, double typicalCost) {
    this.steps = steps;
    this.total = steps.stream().mapToDouble(Step::dollars).sum();
    this.typicalCost = typicalCost;
  }

  /**
   * The curve of those predictions, a row for each reference prompt with an entry for each
   * candidate.
   *
   * @param cost US dollars
   */
  static DialCurve of(List<double[]> quality, List<double[]> cost) {
    List<Step> steps = new ArrayList<>();
    double sum = 0;
    long count = 0;
    for (int row = 0; row < cost.size(); row++) {
      addSteps(quality.get(row), cost.get(row), steps);
      for (double dollars : cost.get(row)) {
        sum += dollars;
        count++;
      }
    }
    steps.sort(Comparator.comparingDouble(Step::weight).reversed());
    return new DialCurve(List.copyOf(steps), count == 0 ? 0 : sum / count);
  }

  private static void addSteps(double[] quality, double[] cost, List<Step> steps) {
    int current = 0;
    for (int i = 1; i < cost.length; i++) {
      if (cost[i] < cost[current] || (cost[i] == cost[current] && quality[i] > quality[current])) {
        current = i;
      }
    }
    int next = next(quality, cost, current);
    while (next != current) {
      double weight = weight(quality, cost, current, next);
      steps.add(new Step(weight, cost[next] - cost[current]));
      current = next;
      next = next(quality, cost, current);
    }
  }

  /**
   * The better candidate that wins most quality per dollar, or the same one when none is better.
   */
  private static int next(double[] quality, double[] cost, int current) {
    int next = current;
    for (int i = 0; i < cost.length; i++) {
      if (quality[i] > quality[current]
          && (next == current
              || weight(quality, cost, current, i) > weight(quality, cost, current, next))) {
        next = i;
      }
    }
    return next;
  }

  private static double weight(double[] quality, double[] cost, int from, int to) {
    return (quality[to] - quality[from]) / (cost[to] - cost[from]);
  }

  /**
   * The weight of a dollar at that place of the dial: {@link #CHEAPEST} at 0, zero at 1, never
   * higher at a higher place.
   */
  double weight(double dial) {
    if (dial <= 0) {
      return CHEAPEST;
    }
    if (dial >= 1) {
      return 0;
    }
    double left = dial * total;
    for (Step step : steps) {
      left -= step.dollars();
      if (left < 0) {
        // A candidate is left for a better one only where a dollar weighs less than the step wins.
        return step.weight();
      }
    }
    return 0;
  }

  /** What a reference prompt costs at a candidate, in the mean. */
  double typicalCost() {
    return typicalCost;
  }
}
