package dev.tollgate.routing;

import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.pricing.Price;
import dev.tollgate.pricing.PromptBound;
import dev.tollgate.pricing.Quote;
import dev.tollgate.routing.auto.Decision;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What will serve a request.
 *
 * @param shownModel the id the caller sees: the one asked for, the auto model's own for auto
 * @param legs at least one: the model that is to answer, then those that may when it can't
 * @param made how an auto model chose, or null for a model that was named
 */
public record RoutePlan(String shownModel, List<Leg> legs, @Nullable Decision made) {

  /**
   * One model that may answer.
   *
   * @param price what is billed when it does
   * @param candidates tried in order; empty when all routes of the model are out of use
   */
  public record Leg(Model model, Price price, List<Candidate> candidates) {
    public Leg {
      candidates = List.copyOf(candidates);
    }
  }

  public RoutePlan {
    legs = List.copyOf(legs);
    if (legs.isEmpty()) {
      throw new IllegalArgumentException("a plan needs a model");
    }
  }

  /** A plan with one model, which is not the choice of an auto model. */
  public RoutePlan(String shownModel, Model model, Price price, List<Candidate> candidates) {
    this(shownModel, List.of(new Leg(model, price, candidates)), null);
  }

  /** The model that is to answer. */
  public Model model() {
    return legs.get(0).model();
  }

  /** How an auto model chose it; empty for a model that was named. */
  public Optional<Decision> decision() {
    return Optional.ofNullable(made);
  }

  /** All ways to have it answered, in the order in which they are tried, each once. */
  public List<Candidate> candidates() {
    return legs.stream().flatMap(leg -> leg.candidates().stream()).distinct().toList();
  }

  /**
   * Whom an answer by that way comes from.
   *
   * @throws IllegalArgumentException when it is none of the plan's
   */
  public Leg leg(Candidate candidate) {
    for (Leg leg : legs) {
      if (leg.candidates().contains(candidate)) {
        return leg;
      }
    }
    throw new IllegalArgumentException("not in this plan: " + candidate.upstreamModel());
  }

  /**
   * The most that request can cost by this plan, whichever model answers, with the cheap upper
   * bound of its prompt.
   */
  public Quote quote(ChatRequest request) {
    long cap = legs.stream().mapToLong(leg -> leg.model().maxOutputTokens()).max().orElseThrow();
    Long asked = request.maxTokens();
    return new Quote(
        shownModel,
        Price.dearest(legs.stream().map(Leg::price).toList()),
        PromptBound.of(request),
        asked == null ? cap : Math.min(asked, cap));
  }
}
