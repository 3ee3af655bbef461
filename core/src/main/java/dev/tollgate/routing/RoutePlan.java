package dev.tollgate.routing;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.PromptBound;
import dev.tollgate.pricing.Quote;
import java.util.List;

/**
 * What will serve a request.
 *
 * @param shownModel the id the caller sees: the one asked for, the auto model's own for auto
 * @param model the model that answers
 * @param price what is billed
 * @param candidates tried in order; empty when all routes of the model are out of use
 */
public record RoutePlan(String shownModel, Model model, Price price, List<Candidate> candidates) {
  public RoutePlan {
    candidates = List.copyOf(candidates);
  }

  /** The most that request can cost by this plan, with the cheap upper bound of its prompt. */
  public Quote quote(ChatRequest request) {
    long modelCap = model.maxOutputTokens();
    Long asked = request.maxTokens();
    return new Quote(
        shownModel,
        price,
        PromptBound.of(request),
        asked == null ? modelCap : Math.min(asked, modelCap));
  }
}
