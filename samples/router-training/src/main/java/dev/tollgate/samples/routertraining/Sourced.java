package dev.tollgate.samples.routertraining;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rows of one source, and how it compares with the others.
 *
 * @param offset what to add to a mean of this source to compare it with one of mmlu_pro
 */
record Sourced(Source source, List<Outcome> rows, Field field, double offset) {

  /** Two names of one model that was asked in mmlu_pro and elsewhere. */
  private static final Map<String, String> NAMES_IN_PRO =
      Map.of(
          "mixtral-8x7b-instruct-v0.1", "Mixtral-8x7B-Instruct-v0.1",
          "llama-3.1-8b-instruct", "Meta-Llama-3_1-8B-Instruct");

  /** The sources, each linked to mmlu_pro by the model that both asked. */
  static List<Sourced> link(Map<Source, List<Outcome>> split) {
    Field pro = Field.of(split.getOrDefault(Source.PRO, List.of()));
    List<Sourced> sources = new ArrayList<>();
    split.forEach(
        (source, rows) -> {
          Field field = Field.of(rows);
          sources.add(new Sourced(source, rows, field, offset(field, pro)));
        });
    return sources;
  }

  private static double offset(Field field, Field pro) {
    double offset = 0;
    for (Map.Entry<String, String> names : NAMES_IN_PRO.entrySet()) {
      boolean both =
          field.means().containsKey(names.getKey()) && pro.means().containsKey(names.getValue());
      if (both) {
        offset = pro.mean(names.getValue()) - field.mean(names.getKey());
      }
    }
    return offset;
  }
}
