package dev.tollgate.servlet.models;

import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.JsonBody;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Lists the models, or shows the one whose id is the rest of the path. To be mapped to {@code
 * /v1/models/*}, which takes in {@code /v1/models}. Thread-safe.
 *
 * <p>Ids may hold a slash. Clients that send it as {@code %2F} are served where the container lets
 * such paths through, which both Jetty and Tomcat do only when told to.
 */
@SuppressWarnings("serial") // HttpServlet is Serializable; no container of today serializes one.
public final class ModelsServlet extends HttpServlet {

  private final JsonBody list;
  private final Map<String, JsonBody> models = new HashMap<>();
  private final ErrorWriter errors;

  /** Shows that catalog, which never changes, so all its texts are made here. */
  public ModelsServlet(Catalog catalog, ErrorWriter errors) {
    this.errors = Objects.requireNonNull(errors);
    List<Json> cards = new ArrayList<>();
    for (CatalogEntry entry : catalog.entries()) {
      Json.Obj card = ModelCard.of(entry).json(catalog.created());
      cards.add(card);
      models.put(entry.id(), new JsonBody(card));
    }
    list =
        new JsonBody(
            new JsonObject().put("object", "list").put("data", new Json.Arr(cards)).build());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String rest = request.getPathInfo();
    JsonBody body = rest == null ? list : models.get(rest.substring(1));
    if (body == null) {
      errors.write(
          response,
          Refusal.of(
              RefusalKind.MODEL_NOT_FOUND,
              "This model does not exist. GET /v1/models lists those that do."));
      return;
    }
    body.write(request, response);
  }
}
