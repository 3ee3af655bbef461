package dev.tollgate.samples.routertraining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.routing.quality.FeatureExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplitTest {

  private static final int ROWS = 60;

  /** Two files of the same questions, whose subjects have other names in each. */
  private final List<Outcome> rows = new ArrayList<>();

  SplitTest() {
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(Source.PAIR, "a" + i % 7, i));
      rows.add(row(Source.PRO, "b" + i % 4, i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noQuestionIsMeasuredByWeightsThatHaveSeenIt(Split split) {
    List<Outcome> measured = new ArrayList<>();
    for (List<Outcome> part : split.parts(rows)) {
      List<Outcome> learned = Split.apartFrom(part, rows);

      assertThat(part).isNotEmpty();
      assertThat(learned)
          .isNotEmpty()
          .extracting(Outcome::group)
          .doesNotContainAnyElementsOf(part.stream().map(Outcome::group).toList());
      measured.addAll(part);
    }
    assertThat(measured).containsExactlyInAnyOrderElementsOf(rows);
  }

  private static Outcome row(Source source, String domain, int question) {
    String prompt = "Question " + question;
    return new Outcome(
        source + "-" + question,
        source,
        domain,
        false,
        String.format("%06x", question),
        prompt,
        Map.of(),
        Map.of(),
        new FeatureExtractor().extract(ChatRequest.of(null, prompt)));
  }
}
