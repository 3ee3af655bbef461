package dev.tollgate.routing;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.chat.Reasoning;
import dev.tollgate.chat.ResponseFormat;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Picks the model that an auto model stands for: those that can do what is asked, by their price
 * tier, at the place where the dial points between the cheapest and the dearest.
 */
final class AutoChoice {

  private static final Comparator<Model> BY_PRICE =
      Comparator.comparing((Model m) -> m.price().output())
          .thenComparing(m -> m.price().input())
          .thenComparing(Model::id);

  Model choose(AutoModel auto, ChatRequest request) {
    Set<Capability> needed = needed(request);
    List<Model> able =
        auto.candidates().stream()
            .filter(m -> m.capabilities().containsAll(needed))
            .sorted(BY_PRICE)
            .toList();
    if (able.isEmpty()) {
      throw Refusal.of(
          RefusalKind.INVALID_REQUEST,
          "No model behind "
              + auto.id()
              + " offers all that this request needs: "
              + String.join(", ", needed.stream().map(Capability::wire).sorted().toList())
              + ".");
    }
    BigDecimal place = auto.quality().multiply(BigDecimal.valueOf(able.size() - 1L));
    return able.get(place.setScale(0, RoundingMode.HALF_UP).intValueExact());
  }

  private static Set<Capability> needed(ChatRequest request) {
    Set<Capability> needed = EnumSet.noneOf(Capability.class);
    if (!request.tooling().tools().isEmpty()) {
      needed.add(Capability.TOOLS);
    }
    ResponseFormat format = request.responseFormat();
    if (format != null && format.kind() == ResponseFormat.Kind.JSON_SCHEMA) {
      needed.add(Capability.JSON_SCHEMA);
    }
    Reasoning reasoning = request.reasoning();
    if (reasoning != null
        && (reasoning.effort() == Reasoning.Effort.HIGH
            || reasoning.effort() == Reasoning.Effort.XHIGH)) {
      needed.add(Capability.REASONING);
    }
    return needed;
  }
}
