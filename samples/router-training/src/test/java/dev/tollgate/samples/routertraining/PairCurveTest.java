package dev.tollgate.samples.routertraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairCurveTest {

  @Test
  void whoKnowsRecoversTheGapAtOnce() {
    PairCurve curve = PairCurve.of(calls(true));
    // One call in five is worth the strong model: all of the gap is there at 20 %.
    assertThat(curve.apgr()).isCloseTo(0.9, within(1e-9));
    assertThat(curve.cpt50()).isCloseTo(10, within(1e-9));
    assertThat(curve.cpt80()).isCloseTo(16, within(1e-9));
  }

  @Test
  void whoIsAlwaysWrongRecoversItLast() {
    assertThat(PairCurve.of(calls(false)).apgr()).isCloseTo(0.1, within(1e-9));
  }

  private static List<PairCurve.Call> calls(boolean knows) {
    List<PairCurve.Call> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      boolean worth = i % 5 == 0;
      calls.add(new PairCurve.Call((worth == knows ? 1 : 0) + i * 1e-6, worth ? 0 : 1, 1));
    }
    return calls;
  }
}
