package dev.tollgate.routing.auto;

import static dev.tollgate.routing.auto.AutoScene.AUTO;
import static dev.tollgate.routing.auto.AutoScene.priced;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.chat.ChatRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The dial with the weights that come with this version, over prompts of many kinds. */
final class LearnedDialTest {

  private static final int PLACES = 100;

  private static final List<ChatRequest> REQUESTS = requests();

  private final AutoChoices choices =
      AutoScene.learned(
          priced("large", "10", "30", "gpt-4-1106-preview"),
          priced("pro", "1.25", "5", "gemini-1.5-pro-002"),
          priced("flash", "0.075", "0.3", "gemini-1.5-flash-002"),
          priced("open", "0.6", "0.6", "mixtral-8x7b-instruct-v0.1"),
          priced("frontier", "3", "15", null),
          priced("small", "0.1", "0.4", null));

  /** Each prompt, and the same behind a long text. */
  private static List<ChatRequest> requests() {
    List<ChatRequest> requests = new ArrayList<>();
    try (InputStream in = LearnedDialTest.class.getResourceAsStream("prompts.txt")) {
      assertThat(in).isNotNull();
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String prompt : all.split("\n---\n", -1)) {
        requests.add(ChatRequest.of(null, prompt));
        requests.add(ChatRequest.of(null, "It rained again. ".repeat(500) + prompt));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return requests;
  }

  private Decision decide(ChatRequest request, double dial) {
    return choices.decide(
        AUTO, new AutoOrder(request, "", m -> true, m -> true, OptionalDouble.of(dial)));
  }

  @Test
  void costOfTheChoiceNeverFallsAsTheDialRises() {
    for (ChatRequest request : REQUESTS) {
      double before = 0;
      for (int place = 0; place <= PLACES; place++) {
        double cost = AutoScene.chosen(decide(request, (double) place / PLACES)).dollars();
        assertThat(cost).as("at %s", place).isGreaterThanOrEqualTo(before);
        before = cost;
      }
    }
  }

  @Test
  void endsOfTheDialAreTheCheapestAndTheBest() {
    for (ChatRequest request : REQUESTS) {
      List<Verdict> all = choices.verdicts(AUTO, AutoOrder.of(request));

      assertThat(AutoScene.chosen(decide(request, 0)).dollars())
          .isEqualTo(all.stream().mapToDouble(Verdict::dollars).min().orElseThrow());
      assertThat(AutoScene.chosen(decide(request, 1)).quality())
          .isEqualTo(all.stream().mapToDouble(Verdict::quality).max().orElseThrow());
    }
  }

  @Test
  void everyQuarterOfTheDialSpendsMore() {
    double before = 0;
    for (int place = 0; place <= PLACES; place += PLACES / 4) {
      double dial = (double) place / PLACES;
      double spent =
          REQUESTS.stream().mapToDouble(r -> AutoScene.chosen(decide(r, dial)).dollars()).sum();
      assertThat(spent).as("at %s", dial).isGreaterThan(before);
      before = spent;
    }
  }

  @Test
  void choiceCanBeMadeAgainFromItsLine() {
    for (ChatRequest request : REQUESTS) {
      for (double dial : new double[] {0, 0.1, 0.35, 0.5, 0.75, 0.9, 1}) {
        Decision decision = decide(request, dial);
        assertThat(replayed(decision.line())).isEqualTo(decision.choice().id());
      }
    }
  }

  /** Ranks the candidates of that line by the numbers in it. */
  private static String replayed(String line) {
    record Seen(String id, double score, double dollars, double quality) {}
    double weight = 0;
    List<Seen> seen = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      String[] parts = word.split("=|quality:|,offset:|,dollars:", -1);
      if (parts[0].equals("weight")) {
        weight = Double.parseDouble(parts[1]);
      } else if (word.contains("quality:")) {
        double quality = Double.parseDouble(parts[2]);
        double dollars = Double.parseDouble(parts[4]);
        double worth = Math.max(0, quality + Double.parseDouble(parts[3]));
        double score = Double.isInfinite(weight) ? -dollars : worth - weight * dollars;
        seen.add(new Seen(parts[0], score, dollars, quality));
      }
    }
    assertThat(seen).hasSize(6);
    return seen.stream()
        .min(
            Comparator.comparingDouble(Seen::score)
                .reversed()
                .thenComparingDouble(Seen::dollars)
                .thenComparing(Comparator.comparingDouble(Seen::quality).reversed()))
        .orElseThrow()
        .id();
  }
}
