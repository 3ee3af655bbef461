package dev.tollgate.routing.auto;

import dev.tollgate.catalog.Model;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What an auto model chose, and all that it went by: numbers, and no word of the request.
 *
 * @param autoModel the auto model's id
 * @param dial 0 to 1
 * @param weight what a dollar weighed against quality at that place of the dial
 * @param promptTokens the estimate
 * @param conversation whose turn it is
 * @param stayed true when the conversation was with that model before
 * @param verdicts one for each candidate, in the order of the config
 * @param ranking those that can serve, the chosen one first
 * @param took the time that the decision took
 */
public record Decision(
    String autoModel,
    double dial,
    double weight,
    long promptTokens,
    Shape shape,
    ConversationId conversation,
    boolean stayed,
    List<Verdict> verdicts,
    List<Model> ranking,
    Duration took) {

  public Decision {
    verdicts = List.copyOf(verdicts);
    ranking = List.copyOf(ranking);
    if (ranking.isEmpty()) {
      throw new IllegalArgumentException("a decision chooses somebody");
    }
  }

  /** The chosen one. */
  public Model choice() {
    return ranking.get(0);
  }

  /** All of it in one line of ASCII, from which the choice can be made again. */
  public String line() {
    StringBuilder line = new StringBuilder(256);
    line.append("choice=").append(choice().id());
    line.append(stayed ? " reason=stayed" : " reason=ranked");
    line.append(String.format(Locale.ROOT, " dial=%.9g weight=%.9g", dial, weight));
    line.append(" prompt=").append(promptTokens);
    line.append(" shape=").append(shape.name().toLowerCase(Locale.ROOT));
    for (Verdict verdict : verdicts) {
      line.append(' ').append(verdict.model().id()).append('=').append(describe(verdict));
    }
    return line.toString();
  }

  private static String describe(Verdict verdict) {
    if (!verdict.isAble()) {
      return "out:"
          + String.join("+", verdict.against().stream().map(Constraint::label).sorted().toList());
    }
    return String.format(
        Locale.ROOT,
        "quality:%.9g,offset:%.9g,dollars:%.9g",
        verdict.quality(),
        verdict.offset(),
        verdict.dollars());
  }
}
