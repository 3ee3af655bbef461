package dev.tollgate.routing.auto;

import static dev.tollgate.routing.auto.AutoScene.AUTO;
import static dev.tollgate.routing.auto.AutoScene.able;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The dial over a few hundred requests that are made up. */
final class DialTest {

  private static final Model[] CANDIDATES = {
    able("middle...", 2),
    able("cheap", 0.2),
    able("best........", 9),
    able("odd.....", 11),
    able("fair..", 0.9),
  };

  private static final List<ChatRequest> REQUESTS =
      IntStream.range(0, 300)
          .mapToObj(i -> ChatRequest.of(null, ("question " + i + " ").repeat(1 + i % 70)))
          .toList();

  private final AutoChoices choices = AutoScene.choices("0.5", CANDIDATES);

  private Verdict chosen(ChatRequest request, double dial) {
    Decision decision =
        choices.decide(
            AUTO, new AutoOrder(request, "", m -> true, m -> true, OptionalDouble.of(dial)));
    return AutoScene.chosen(decision);
  }

  @Test
  void costOfTheChoiceNeverFallsAsTheDialRises() {
    for (ChatRequest request : REQUESTS) {
      double before = 0;
      for (int dial = 0; dial <= 200; dial++) {
        double cost = chosen(request, dial / 200.0).dollars();
        assertThat(cost).as("at %s", dial).isGreaterThanOrEqualTo(before);
        before = cost;
      }
    }
  }

  @Test
  void endsOfTheDialAreTheCheapestAndTheBest() {
    for (ChatRequest request : REQUESTS) {
      List<Verdict> all = choices.verdicts(AUTO, AutoOrder.of(request));

      assertThat(chosen(request, 0).dollars())
          .isEqualTo(all.stream().mapToDouble(Verdict::dollars).min().orElseThrow());
      assertThat(chosen(request, 1).quality())
          .isEqualTo(all.stream().mapToDouble(Verdict::quality).max().orElseThrow());
    }
  }

  @Test
  void dialIsTheShareOfTheSpendBetweenTheCheapestAndTheBest() {
    List<double[]> quality = new ArrayList<>();
    List<double[]> cost = new ArrayList<>();
    SyntheticForecast forecast = new SyntheticForecast();
    List<String> profiles = List.of("0", "3", "8");
    double[] price = {0.0001, 0.001, 0.01};
    forecast
        .reference()
        .forEach(
            assessment -> {
              quality.add(profiles.stream().mapToDouble(assessment::quality).toArray());
              cost.add(
                  IntStream.range(0, 3)
                      .mapToDouble(i -> price[i] * assessment.outputTokens(profiles.get(i)))
                      .toArray());
            });
    DialCurve curve = DialCurve.of(quality, cost);
    double least = spent(quality, cost, DialCurve.CHEAPEST);
    double most = spent(quality, cost, 0);

    for (double dial : new double[] {0, 0.1, 0.25, 0.5, 0.7, 0.9, 1}) {
      double share = (spent(quality, cost, curve.weight(dial)) - least) / (most - least);
      assertThat(share).as("at %s", dial).isCloseTo(dial, within(0.02));
    }
  }

  private static double spent(List<double[]> quality, List<double[]> cost, double weight) {
    double sum = 0;
    for (int row = 0; row < cost.size(); row++) {
      double[] q = quality.get(row);
      double[] c = cost.get(row);
      int best =
          IntStream.range(0, c.length)
              .boxed()
              .max(
                  Comparator.comparingDouble(
                      i -> weight == DialCurve.CHEAPEST ? -c[i] : q[i] - weight * c[i]))
              .orElseThrow();
      sum += c[best];
    }
    return sum;
  }

  @Test
  void onlyCandidateIsChosenEverywhere() {
    AutoChoices one = AutoScene.choices("0.7", able("one", 1));

    assertThat(one.decide(AUTO, AutoOrder.of(REQUESTS.get(0))).choice().id()).isEqualTo("one");
  }

  @Test
  void ofEqualCandidatesTheCheaperIsChosen() {
    AutoChoices equals = AutoScene.choices("1", able("dear.", 2), able("less.", 1));

    for (ChatRequest request : REQUESTS) {
      assertThat(equals.decide(AUTO, AutoOrder.of(request)).choice().id()).isEqualTo("less.");
    }
  }

  @Test
  void longConversationsDoNotAllGoToTheCheapest() {
    ChatRequest lengthy = ChatRequest.of(null, "a long story ".repeat(20_000));

    AutoChoices four = AutoScene.choices("0.9", able("cheap", 0.2), able("best........", 0.8));

    assertThat(four.decide(AUTO, AutoOrder.of(lengthy)).weight())
        .isLessThan(four.decide(AUTO, AutoOrder.of(REQUESTS.get(0))).weight());
  }

  @Test
  void sameRequestIsDecidedTheSameWay() {
    AutoChoices again = AutoScene.choices("0.5", CANDIDATES);

    for (ChatRequest request : REQUESTS) {
      assertThat(again.decide(AUTO, AutoOrder.of(request)))
          .isEqualTo(choices.decide(AUTO, AutoOrder.of(request)));
    }
  }

  @Test
  void lineSaysAllThatTheChoiceWentBy() {
    Decision decision = choices.decide(AUTO, AutoOrder.of(ChatRequest.of(null, "secret word")));

    assertThat(decision.line())
        .startsWith("choice=" + decision.choice().id() + " reason=ranked dial=0.5")
        .contains(" shape=plain ", " cheap=quality:", ",dollars:")
        .doesNotContain("secret")
        .doesNotContain("\n");
  }
}
