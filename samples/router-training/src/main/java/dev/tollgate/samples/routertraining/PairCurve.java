package dev.tollgate.samples.routertraining;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of the strong model's advantage is kept for which share of its calls, as RouteLLM
 * measures it: cut at every tenth of the scores.
 *
 * @param apgr the area under the recovered gap: 0.5 for a coin, 1 and more for who knows
 * @param cpt50 the share of strong calls, in percent, that recovers half of the gap
 * @param cpt80 the share that recovers four fifths
 */
record PairCurve(double apgr, double cpt50, double cpt80) {

  private static final int BINS = 10;

  /** One prompt: the score that sends it to the strong model, and both outcomes. */
  record Call(double score, double weak, double strong) {}

  static PairCurve of(List<Call> calls) {
    int count = calls.size();
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> calls.get(i).score()))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] totals = new double[count + 1];
    double weak = 0;
    for (Call call : calls) {
      totals[0] += call.strong();
      weak += call.weak();
    }
    for (int i = 0; i < count; i++) {
      Call call = calls.get(order[i]);
      totals[i + 1] = totals[i] - call.strong() + call.weak();
    }
    double gap = totals[0] - weak;
    double[] shares = new double[BINS + 1];
    double[] recovered = new double[BINS + 1];
    for (int bin = 0; bin <= BINS; bin++) {
      int cut = bin == 0 ? count : (int) Math.ceil((count - 1.0) * (BINS - bin) / BINS - 1e-9);
      shares[bin] = (double) (count - cut) / count;
      recovered[bin] = (totals[cut] - weak) / gap;
    }
    double area = 0;
    for (int bin = 1; bin <= BINS; bin++) {
      area += (shares[bin] - shares[bin - 1]) * (recovered[bin] + recovered[bin - 1]) / 2;
    }
    return new PairCurve(area, share(shares, recovered, 0.5), share(shares, recovered, 0.8));
  }

  private static double share(double[] shares, double[] recovered, double wanted) {
    for (int bin = 1; bin < shares.length; bin++) {
      if (recovered[bin] >= wanted) {
        double part = (wanted - recovered[bin - 1]) / (recovered[bin] - recovered[bin - 1]);
        return 100 * (shares[bin - 1] + part * (shares[bin] - shares[bin - 1]));
      }
    }
    return 100;
  }
}
