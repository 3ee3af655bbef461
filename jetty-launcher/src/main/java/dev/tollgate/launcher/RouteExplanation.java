package dev.tollgate.launcher;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.routing.auto.AutoOrder;
import dev.tollgate.routing.auto.Constraint;
import dev.tollgate.routing.auto.Decision;
import dev.tollgate.routing.auto.Verdict;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Prints how an auto model chooses for one request. */
final class RouteExplanation {

  private static final int CELL = 14;

  private final ExplainedModel auto;
  private final PrintWriter out;

  RouteExplanation(ExplainedModel auto, PrintWriter out) {
    this.auto = auto;
    this.out = out;
  }

  /**
   * Prints the candidates, what ruled each out, the scores and the choice.
   *
   * @throws dev.tollgate.refusal.Refusal after the candidates, when none of them can serve
   */
  void print(ChatRequest request) {
    AutoOrder order = auto.order(request);
    List<Verdict> verdicts = auto.verdicts(order);
    int width = verdicts.stream().mapToInt(v -> v.model().id().length()).max().orElse(0);
    int first = Math.max(width, "candidate".length());
    row(first, "candidate", "quality", "expected $", "score", "ruled out by");
    for (Verdict verdict : verdicts) {
      row(
          first,
          verdict.model().id(),
          decimals(verdict.quality(), 4),
          decimals(verdict.dollars(), 9),
          verdict.isAble() ? decimals(verdict.score(), 6) : "-",
          String.join(", ", verdict.against().stream().map(Constraint::label).sorted().toList()));
    }
    out.flush();
    Decision decision = auto.decide(order);
    out.println("model    " + decision.autoModel());
    out.println("prompt   about " + decision.promptTokens() + " tokens");
    out.println(
        "dial     "
            + decision.dial()
            + ": a cent weighs as much as "
            + decimals(decision.weight() / 100, 6)
            + " of quality");
    out.println("choice   " + decision.choice().id());
    out.flush();
  }

  private void row(int first, String... cells) {
    StringBuilder line = new StringBuilder("  ").append(cells[0]);
    line.append(" ".repeat(first - cells[0].length()));
    for (int i = 1; i < cells.length - 1; i++) {
      line.append(" ".repeat(Math.max(1, CELL - cells[i].length()))).append(cells[i]);
    }
    out.println((line + "  " + cells[cells.length - 1]).stripTrailing());
  }

  private static String decimals(double value, int digits) {
    return Double.isInfinite(value)
        ? "infinity"
        : new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
