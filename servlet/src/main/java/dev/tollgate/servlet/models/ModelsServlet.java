package dev.tollgate.servlet.models;

import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private final byte[] list;
  private final Map<String, byte[]> models = new HashMap<>();
  private final ErrorWriter errors;

  /** Shows that catalog, which never changes, so all its texts are made here. */
  public ModelsServlet(Catalog catalog, ErrorWriter errors) {
    this.errors = Objects.requireNonNull(errors);
    List<Json> cards = new ArrayList<>();
    for (CatalogEntry entry : catalog.entries()) {
      Json.Obj card = ModelCard.of(entry).json(catalog.created());
      cards.add(card);
      models.put(entry.id(), utf8(card));
    }
    list = utf8(new JsonObject().put("object", "list").put("data", new Json.Arr(cards)).build());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String rest = request.getPathInfo();
    byte[] body = rest == null ? list : models.get(rest.substring(1));
    if (body == null) {
      errors.write(
          response,
          Refusal.of(
              RefusalKind.MODEL_NOT_FOUND,
              "This model does not exist. GET /v1/models lists those that do."));
      return;
    }
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static byte[] utf8(Json json) {
    return JsonText.of(json).getBytes(StandardCharsets.UTF_8);
  }
}
