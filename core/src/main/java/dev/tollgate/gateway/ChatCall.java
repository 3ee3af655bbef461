package dev.tollgate.gateway;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.routing.Candidate;
import dev.tollgate.routing.RoutePlan;

/**
 * Everything a call needs: admitted, planned, paid for.
 *
 * @param requestId for logs and metrics
 * @param maxTokens the most tokens the answer may have, as the hold covers them, whichever model
 *     answers
 * @param account who pays, for those who count by it; empty when nobody in particular does
 */
public record ChatCall(
    String requestId,
    ChatRequest request,
    RoutePlan plan,
    long maxTokens,
    Ending ending,
    String account) {

  /** Whom an answer by that way comes from. */
  Model model(Candidate candidate) {
    return plan.leg(candidate).model();
  }

  /** The most tokens that an answer by that way may have. */
  long maxTokens(Candidate candidate) {
    return Math.min(maxTokens, model(candidate).maxOutputTokens());
  }

  /** What ends the call at the price of the model that an answer by that way comes from. */
  Ending ending(Candidate candidate) {
    return ending.at(plan.leg(candidate).price());
  }
}
