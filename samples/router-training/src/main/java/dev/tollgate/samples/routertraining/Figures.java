package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Assessment;
import dev.tollgate.samples.routertraining.Predictions.Predicted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The figures that a router is judged by. */
final class Figures {

  static final String STRONG = "gpt-4-1106-preview";
  static final String WEAK = "mixtral-8x7b-instruct-v0.1";

  private Figures() {}

  /** Between the two models of mmlu_pair. */
  static PairCurve pair(Predictions predictions, Predicate<Outcome> wanted) {
    List<PairCurve.Call> calls = new ArrayList<>();
    for (Predicted predicted :
        predictions.where(row -> row.source() == Source.PAIR && wanted.test(row))) {
      calls.add(call(predicted.row(), gap(predicted.assessment()), WEAK));
    }
    return PairCurve.of(calls);
  }

  /** Between the same two models as RouterBench knows them. */
  static PairCurve bench(Predictions predictions, Predicate<Outcome> wanted) {
    String weak = "mistralai/mixtral-8x7b-chat";
    List<PairCurve.Call> calls = new ArrayList<>();
    for (Predicted predicted :
        predictions.where(row -> row.quality().containsKey(weak) && wanted.test(row))) {
      calls.add(call(predicted.row(), gap(predicted.assessment()), weak));
    }
    return PairCurve.of(calls);
  }

  /** What sending the longer prompts to the strong model comes to. */
  static PairCurve length(List<Outcome> rows, String weak) {
    return PairCurve.of(
        rows.stream()
            .filter(row -> row.quality().containsKey(weak) && row.quality().containsKey(STRONG))
            .map(row -> call(row, row.prompt().length(), weak))
            .toList());
  }

  /** Among the models of a pool, over the rows of mmlu_pro that all of them answered. */
  static PoolCurve pool(Predictions predictions, Prices prices, Predicate<Outcome> wanted) {
    List<PoolCurve.Call> calls = new ArrayList<>();
    for (Predicted predicted :
        predictions.where(row -> row.source() == Source.PRO && wanted.test(row))) {
      if (predicted.row().quality().keySet().containsAll(prices.pool())) {
        calls.add(call(predicted, prices));
      }
    }
    return PoolCurve.of(calls);
  }

  static double gap(Assessment assessment) {
    return assessment.quality(STRONG) - assessment.quality(WEAK);
  }

  private static PairCurve.Call call(Outcome row, double score, String weak) {
    return new PairCurve.Call(score, real(row, weak), real(row, STRONG));
  }

  private static PoolCurve.Call call(Predicted predicted, Prices prices) {
    int models = prices.pool().size();
    PoolCurve.Call call =
        new PoolCurve.Call(
            new double[models], new double[models], new double[models], new double[models]);
    Outcome row = predicted.row();
    double chars = row.prompt().length();
    for (int i = 0; i < models; i++) {
      String model = prices.pool().get(i);
      double expected = predicted.assessment().outputTokens(model) / Targets.TOKENS_PER_CHAR;
      call.expected()[i] = predicted.assessment().quality(model);
      call.price()[i] = prices.cost(model, chars, expected);
      call.quality()[i] = real(row, model);
      call.cost()[i] = prices.cost(model, chars, row.outChars().getOrDefault(model, 0.0));
    }
    return call;
  }

  private static double real(Outcome row, String model) {
    return row.quality().getOrDefault(model, 0.0);
  }
}
