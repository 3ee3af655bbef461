package dev.tollgate.routing;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.routing.RoutePlan.Leg;
import dev.tollgate.routing.auto.AutoChoices;
import dev.tollgate.routing.auto.AutoOrder;
import dev.tollgate.routing.auto.Decision;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what a caller asks for into a plan; thread-safe. */
public final class Router {

  /** The chosen model, and the next best one for when all its routes fail. */
  private static final int MOST_LEGS = 2;

  private final Catalog catalog;
  private final Routes routes;
  private final UpstreamHealths healths;
  private final AutoChoices choices;

  /**
   * A router over that catalog.
   *
   * @param routes at least one for every priced model
   * @param healths of all upstreams that the routes name
   * @param choices for every auto model
   */
  public Router(Catalog catalog, Routes routes, UpstreamHealths healths, AutoChoices choices) {
    this.catalog = catalog;
    this.routes = routes;
    this.healths = healths;
    this.choices = choices;
  }

  /**
   * A router over that catalog, where routes are tried in their order.
   *
   * @param routes by model id, at least one candidate for every priced model
   * @param healths of all upstreams that the routes name
   * @param choices for every auto model
   */
  public Router(
      Catalog catalog,
      Map<String, List<Candidate>> routes,
      UpstreamHealths healths,
      AutoChoices choices) {
    this(catalog, Routes.inOrder(routes), healths, choices);
  }

  /** Plans a request of nobody in particular; see {@link #plan(RouteOrder)}. */
  public RoutePlan plan(ChatRequest request) {
    return plan(RouteOrder.of(request));
  }

  /**
   * Plans a request.
   *
   * @throws Refusal INVALID_MODEL when the caller may not name that model; when no candidate of an
   *     auto model can do what is asked, INVALID_REQUEST, or CONTEXT_LENGTH_EXCEEDED where it is
   *     too long for all
   */
  public RoutePlan plan(RouteOrder order) {
    CatalogEntry entry = catalog.asked(order.request().model());
    if (entry instanceof Model model) {
      checkAllowed(model, order.models());
      return new RoutePlan(model.id(), model, model.price(), routes.candidates(model.id()));
    }
    if (entry instanceof AutoModel automatic) {
      return plan(automatic, decide(automatic, order));
    }
    throw new IllegalStateException("a catalog entry is a model or an auto model: " + entry);
  }

  private static void checkAllowed(Model model, Set<String> models) {
    if (!models.isEmpty() && !models.contains(model.id())) {
      throw Refusal.ofField(RefusalKind.INVALID_MODEL, "model", "This key may not use that model.");
    }
  }

  private Decision decide(AutoModel automatic, RouteOrder order) {
    Set<String> models = order.models();
    boolean all = models.isEmpty() || models.contains(automatic.id());
    return choices.decide(
        automatic.id(),
        new AutoOrder(
            order.request(),
            order.asker(),
            model -> all || models.contains(model.id()),
            this::isInUse,
            order.dial()));
  }

  private boolean isInUse(Model model) {
    return routes.inUse(model.id()).stream().anyMatch(healths::takes);
  }

  private RoutePlan plan(AutoModel automatic, Decision decision) {
    List<Leg> ranked = decision.ranking().stream().map(model -> leg(automatic, model)).toList();
    List<Leg> usable =
        ranked.stream().filter(leg -> !leg.candidates().isEmpty()).limit(MOST_LEGS).toList();
    List<Leg> legs = usable.isEmpty() ? ranked.subList(0, 1) : usable;
    return new RoutePlan(automatic.id(), legs, decision);
  }

  private Leg leg(AutoModel automatic, Model model) {
    return new Leg(model, automatic.price().orElse(model.price()), routes.candidates(model.id()));
  }
}
