package dev.tollgate.routing;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.catalog.Model;
import dev.tollgate.chat.ChatRequest;
import java.util.List;
import java.util.Map;

/** Turns what a caller asks for into a plan; thread-safe. */
public final class Router {

  private final Catalog catalog;
  private final Map<String, List<Candidate>> routes;
  private final AutoChoice auto = new AutoChoice();

  /**
   * A router over that catalog.
   *
   * @param routes by model id, at least one candidate for every priced model
   */
  public Router(Catalog catalog, Map<String, List<Candidate>> routes) {
    this.catalog = catalog;
    this.routes = Map.copyOf(routes);
  }

  /**
   * Plans a request.
   *
   * @throws dev.tollgate.refusal.Refusal INVALID_MODEL when callers may not name that model,
   *     INVALID_REQUEST when no candidate of an auto model can do what is asked
   */
  public RoutePlan plan(ChatRequest request) {
    CatalogEntry entry = catalog.asked(request.model());
    if (entry instanceof Model model) {
      return new RoutePlan(model.id(), model, model.price(), candidates(model));
    }
    if (entry instanceof AutoModel automatic) {
      Model chosen = auto.choose(automatic, request);
      return new RoutePlan(
          automatic.id(), chosen, automatic.price().orElse(chosen.price()), candidates(chosen));
    }
    throw new IllegalStateException("a catalog entry is a model or an auto model: " + entry);
  }

  private List<Candidate> candidates(Model model) {
    List<Candidate> candidates = routes.get(model.id());
    if (candidates == null || candidates.isEmpty()) {
      throw new IllegalStateException("no route for model " + model.id());
    }
    return candidates;
  }
}
