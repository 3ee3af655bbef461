package dev.tollgate.launcher;

import dev.tollgate.chat.ChatRequest;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.json.MalformedJson;
import dev.tollgate.json.StrictJson;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.routing.auto.AutoOrder;
import dev.tollgate.routing.auto.Decision;
import dev.tollgate.routing.auto.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides for prompts that come in lines of JSON, a line of JSON for each; holds one at a time. */
final class RouteBatch {

  /** More would show noise. */
  private static final MathContext DIGITS = new MathContext(9);

  private final ExplainedModel auto;
  private final List<BigDecimal> dials;
  private final PrintWriter out;

  /**
   * A batch for that auto model.
   *
   * @param dials the places of the dial to choose at too, beside its own
   */
  RouteBatch(ExplainedModel auto, List<BigDecimal> dials, PrintWriter out) {
    this.auto = auto;
    this.dials = List.copyOf(dials);
    this.out = out;
  }

  /**
   * Writes a line for each line with something on it.
   *
   * @param name what to call the file in a complaint
   * @param lines read as ISO 8859-1, a character for each byte: so a byte that is no UTF-8 is found
   *     on its own line
   * @throws IOException that names the first line which is not such a line
   */
  void run(String name, BufferedReader lines) throws IOException {
    long number = 0;
    try {
      String line = lines.readLine();
      while (line != null) {
        number++;
        if (!line.isBlank()) {
          // Not println: it would flush each line.
          out.write(JsonText.of(answer(line)));
          out.write('\n');
        }
        line = lines.readLine();
      }
    } catch (MalformedJson e) {
      throw new IOException(name + " line " + number + ": " + e.getMessage(), e);
    } finally {
      out.flush();
    }
  }

  private Json answer(String line) throws MalformedJson {
    Json read = StrictJson.read(line.getBytes(StandardCharsets.ISO_8859_1));
    String id = text(read, "id");
    AutoOrder order = auto.order(ChatRequest.of(auto.id(), text(read, "prompt")));
    Optional<Decision> decision = decision(order);
    List<Verdict> verdicts = decision.map(Decision::verdicts).orElseGet(() -> auto.verdicts(order));
    JsonObject quality = new JsonObject();
    JsonObject cost = new JsonObject();
    for (Verdict verdict : verdicts) {
      quality.put(verdict.model().id(), number(verdict.quality()));
      cost.put(verdict.model().id(), number(verdict.dollars()));
    }
    JsonObject answer =
        new JsonObject()
            .put("id", id)
            .put("choice", choice(decision))
            .put("p", quality.build())
            .put("c", cost.build());
    if (!dials.isEmpty()) {
      JsonObject chosen = new JsonObject();
      for (BigDecimal dial : dials) {
        chosen.put(dial.toPlainString(), choice(decision(order.withDial(dial))));
      }
      answer.put("choices", chosen.build());
    }
    return answer.build();
  }

  /** None where no candidate can serve, as when the prompt is too long for all. */
  private Optional<Decision> decision(AutoOrder order) {
    try {
      return Optional.of(auto.decide(order));
    } catch (Refusal refusal) {
      return Optional.empty();
    }
  }

  private static @Nullable String choice(Optional<Decision> decision) {
    return decision.map(made -> made.choice().id()).orElse(null);
  }

  private static String text(Json line, String member) throws MalformedJson {
    if (line instanceof Json.Obj object && object.get(member) instanceof Json.Str text) {
      return text.value();
    }
    throw new MalformedJson("it must be an object with the strings \"id\" and \"prompt\"");
  }

  private static Json number(double value) {
    return new Json.Num(new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString());
  }
}
