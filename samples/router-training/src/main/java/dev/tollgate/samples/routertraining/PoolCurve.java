package dev.tollgate.samples.routertraining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How good the answers of a pool of models are at every cost, when each prompt goes to the model
 * with the highest quality less its cost at some exchange rate.
 *
 * @param aiq the mean height of the curve between the cheapest and the dearest model's cost
 * @param best the share of good answers of the best single model
 * @param most the highest share of good answers on the curve
 */
record PoolCurve(double aiq, double best, double most) {

  private static final int RATES_PER_DECADE = 10;
  private static final int DECADES = 6;

  /**
   * One prompt, by model of the pool.
   *
   * @param expected the quality the router expects
   * @param price the cost the router expects, in dollars
   * @param quality the real one
   * @param cost the real one
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared: columns of numbers.
  record Call(double[] expected, double[] price, double[] quality, double[] cost) {}

  private record Point(double cost, double quality) {}

  static PoolCurve of(List<Call> calls) {
    int models = calls.get(0).cost().length;
    List<Point> singles = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      int chosen = model;
      singles.add(mean(calls, calls.stream().mapToInt(call -> chosen).toArray()));
    }
    List<Point> points = new ArrayList<>();
    for (int step = -1; step <= RATES_PER_DECADE * DECADES; step++) {
      double rate = step < 0 ? 0 : Math.pow(10, (double) step / RATES_PER_DECADE);
      points.add(mean(calls, calls.stream().mapToInt(call -> choice(call, rate)).toArray()));
    }
    double most = points.stream().mapToDouble(Point::quality).max().orElse(0);
    points.add(singles.stream().min(BY_COST).orElseThrow());
    double low = singles.stream().min(BY_COST).orElseThrow().cost();
    double high = singles.stream().max(BY_COST).orElseThrow().cost();
    double best = singles.stream().mapToDouble(Point::quality).max().orElse(0);
    return new PoolCurve(area(hull(points), low, high) / (high - low), best, most);
  }

  private static final Comparator<Point> BY_COST =
      Comparator.comparingDouble(Point::cost).thenComparingDouble(point -> -point.quality());

  private static int choice(Call call, double rate) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int model = 0; model < call.cost().length; model++) {
      double value = call.expected()[model] - rate * call.price()[model];
      if (value > highest) {
        highest = value;
        best = model;
      }
    }
    return best;
  }

  private static Point mean(List<Call> calls, int[] choices) {
    double cost = 0;
    double quality = 0;
    for (int i = 0; i < choices.length; i++) {
      cost += calls.get(i).cost()[choices[i]];
      quality += calls.get(i).quality()[choices[i]];
    }
    return new Point(cost / choices.length, quality / choices.length);
  }

  /** The rising points that no line between two others passes above. */
  private static List<Point> hull(List<Point> points) {
    List<Point> hull = new ArrayList<>();
    for (Point point : points.stream().sorted(BY_COST).toList()) {
      if (!hull.isEmpty() && point.quality() <= hull.get(hull.size() - 1).quality()) {
        continue;
      }
      while (hull.size() > 1
          && bends(hull.get(hull.size() - 2), hull.get(hull.size() - 1), point)) {
        hull.remove(hull.size() - 1);
      }
      hull.add(point);
    }
    return hull;
  }

  private static boolean bends(Point first, Point middle, Point last) {
    return (middle.cost() - first.cost()) * (last.quality() - first.quality())
        >= (last.cost() - first.cost()) * (middle.quality() - first.quality());
  }

  private static double area(List<Point> hull, double low, double high) {
    double area = 0;
    for (int i = 1; i < hull.size(); i++) {
      Point from = hull.get(i - 1);
      Point to = hull.get(i);
      double left = Math.max(low, from.cost());
      double right = Math.min(high, to.cost());
      if (right > left) {
        double rise = (to.quality() - from.quality()) / (to.cost() - from.cost());
        double middle = (left + right) / 2 - from.cost();
        area += (right - left) * (from.quality() + rise * middle);
      }
    }
    Point last = hull.get(hull.size() - 1);
    return last.cost() < high ? area + (high - Math.max(low, last.cost())) * last.quality() : area;
  }
}
