package dev.tollgate.samples.routertraining;

/** Sums by range of one shape, from which every threshold's gain follows in one sweep. */
final class Histogram {

  private final double[][] left;
  private final double[][] weights;
  private final int[] asked;
  private final int nodes;
  private final double held;

  Histogram(double[][] left, double[][] weights, int[] asked, int nodes, double held) {
    this.left = left;
    this.weights = weights;
    this.asked = asked;
    this.nodes = nodes;
    this.held = held;
  }

  /** By node and range, how much of the squared error goes when it is cut behind that range. */
  double[][] gains(Bins bins, int shape, int[] rows, int[] at) {
    byte[] bin = bins.bins()[shape];
    double[][] gains = new double[nodes][Bins.MOST];
    for (int output : asked) {
      double[] sums = new double[nodes * Bins.MOST];
      double[] counts = new double[nodes * Bins.MOST];
      double[] target = left[output];
      double[] weight = weights[output];
      for (int i = 0; i < rows.length; i++) {
        int row = rows[i];
        int cell = at[i] * Bins.MOST + bin[row];
        sums[cell] += weight[row] * target[row];
        counts[cell] += weight[row];
      }
      for (int node = 0; node < nodes; node++) {
        addGains(sums, counts, node * Bins.MOST, held, gains[node]);
      }
    }
    return gains;
  }

  private static void addGains(
      double[] sums, double[] counts, int from, double held, double[] gains) {
    double sum = 0;
    double count = 0;
    for (int i = from; i < from + Bins.MOST; i++) {
      sum += sums[i];
      count += counts[i];
    }
    double whole = sum * sum / (count + held);
    double leftSum = 0;
    double leftCount = 0;
    for (int i = 0; i < Bins.MOST; i++) {
      leftSum += sums[from + i];
      leftCount += counts[from + i];
      double rightSum = sum - leftSum;
      double rightCount = count - leftCount;
      gains[i] +=
          leftSum * leftSum / (leftCount + held)
              + rightSum * rightSum / (rightCount + held)
              - whole;
    }
  }
}
