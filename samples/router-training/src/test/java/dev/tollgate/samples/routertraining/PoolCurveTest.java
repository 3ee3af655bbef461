package dev.tollgate.samples.routertraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolCurveTest {

  @Test
  void withoutKnowledgeTheCurveIsALineBetweenTheModels() {
    PoolCurve curve = PoolCurve.of(calls(false));
    assertThat(curve.aiq()).isCloseTo(0.75, within(1e-9));
    assertThat(curve.best()).isEqualTo(1);
    assertThat(curve.most()).isEqualTo(1);
  }

  @Test
  void whoKnowsPaysForWhatIsWorthItAlone() {
    // Half of the prompts need the dear model: everything is right at half of the way.
    assertThat(PoolCurve.of(calls(true)).aiq()).isCloseTo(0.875, within(1e-9));
  }

  /** A cheap model that is right every other time and a dear one that always is. */
  private static List<PoolCurve.Call> calls(boolean known) {
    List<PoolCurve.Call> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double cheap = i % 2;
      double[] cost = {0.001, 0.003};
      double[] quality = {cheap, 1};
      double[] expected = {known ? cheap : 0.5, known ? 1 - 0.001 * cheap : 1};
      calls.add(new PoolCurve.Call(expected, cost, quality, cost));
    }
    return calls;
  }
}
