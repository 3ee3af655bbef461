package dev.tollgate.routing.auto;

import static dev.tollgate.routing.auto.AutoScene.AUTO;
import static dev.tollgate.routing.auto.AutoScene.able;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.routing.ManualNanos;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FeedbackTest {

  private final ManualNanos nanos = new ManualNanos();
  private final Feedback feedback = new Feedback(nanos);

  private void tell(boolean failed, int times) {
    for (int i = 0; i < times; i++) {
      feedback.tell("m", Shape.TOOLS, failed);
    }
  }

  @Test
  void failuresTakeFromTheQualityWithinBounds() {
    assertThat(feedback.offset("m", Shape.TOOLS)).isZero();
    tell(true, 1);
    assertThat(feedback.offset("m", Shape.TOOLS)).isCloseTo(-0.015, within(1e-9));
    tell(true, 100_000);

    assertThat(feedback.offset("m", Shape.TOOLS)).isBetween(-Feedback.MOST, -0.29);
    assertThat(feedback.offset("m", Shape.PLAIN)).isZero();
    assertThat(feedback.offset("other", Shape.TOOLS)).isZero();
  }

  @Test
  void answersInOrderGiveItBack() {
    tell(true, 50);
    double worst = feedback.offset("m", Shape.TOOLS);
    tell(false, 50);

    assertThat(feedback.offset("m", Shape.TOOLS)).isGreaterThan(worst / 10);
  }

  @Test
  void timeGivesItBackTooSoThatAModelNobodyAsksIsAskedAgain() {
    tell(true, 50);
    double worst = feedback.offset("m", Shape.TOOLS);

    nanos.advance(Duration.ofMinutes(10));

    assertThat(feedback.offset("m", Shape.TOOLS)).isCloseTo(worst / 2, within(1e-9));
    nanos.advance(Duration.ofDays(1));
    assertThat(feedback.offset("m", Shape.TOOLS)).isCloseTo(0, within(1e-9));
  }

  @Test
  void modelThatFailsLosesRequestsToItsEqual() {
    AutoChoices choices =
        AutoScene.choices("1", Optional.of(feedback), nanos, able("first.", 1), able("second.", 2));
    AutoOrder order = AutoOrder.of(ChatRequest.of(null, "hello"));
    assertThat(choices.decide(AUTO, order).choice().id()).isEqualTo("first.");

    feedback.tell("first.", Shape.PLAIN, true);

    Decision decision = choices.decide(AUTO, order);
    assertThat(decision.choice().id()).isEqualTo("second.");
    assertThat(decision.verdicts().get(0).offset()).isNegative();
  }
}
