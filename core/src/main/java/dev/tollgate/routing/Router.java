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
  private final Routes routes;
  private final AutoChoice auto = new AutoChoice();

  /**
   * A router over that catalog.
   *
   * @param routes at least one for every priced model
   */
  public Router(Catalog catalog, Routes routes) {
    this.catalog = catalog;
    this.routes = routes;
  }

  /**
   * A router over that catalog, where routes are tried in their order.
   *
   * @param routes by model id, at least one candidate for every priced model
   */
  public Router(Catalog catalog, Map<String, List<Candidate>> routes) {
    this(catalog, Routes.inOrder(routes));
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
      return new RoutePlan(model.id(), model, model.price(), routes.candidates(model.id()));
    }
    if (entry instanceof AutoModel automatic) {
      Model chosen = auto.choose(automatic, request);
      return new RoutePlan(
          automatic.id(),
          chosen,
          automatic.price().orElse(chosen.price()),
          routes.candidates(chosen.id()));
    }
    throw new IllegalStateException("a catalog entry is a model or an auto model: " + entry);
  }
}
