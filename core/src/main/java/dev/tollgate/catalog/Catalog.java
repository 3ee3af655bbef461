package dev.tollgate.catalog;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All models a caller may name, in the order of the config; immutable. */
public final class Catalog {

  private final Map<String, CatalogEntry> entries;
  private final @Nullable String defaultModel;
  private final Instant created;

  /**
   * A catalog of those entries.
   *
   * @param defaultModel what an omitted model means, or null when it must be named
   * @param created when the catalog came into force; models show it as their creation time
   */
  public Catalog(List<CatalogEntry> entries, @Nullable String defaultModel, Instant created) {
    Map<String, CatalogEntry> byId = new LinkedHashMap<>();
    for (CatalogEntry entry : entries) {
      if (byId.putIfAbsent(entry.id(), entry) != null) {
        throw new IllegalArgumentException("two models have the id " + entry.id());
      }
    }
    if (defaultModel != null && !byId.containsKey(defaultModel)) {
      throw new IllegalArgumentException("the default model is not in the catalog");
    }
    this.entries = Collections.unmodifiableMap(byId);
    this.defaultModel = defaultModel;
    this.created = created;
  }

  /** Every entry. */
  public Collection<CatalogEntry> entries() {
    return entries.values();
  }

  /** When the catalog came into force. */
  public Instant created() {
    return created;
  }

  /** The entry of that id. */
  public Optional<CatalogEntry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  /**
   * The entry that a request asks for.
   *
   * @param model the request's {@code model}, or null for the default one
   * @throws Refusal INVALID_MODEL when there is none
   */
  public CatalogEntry asked(@Nullable String model) {
    String id = model == null ? defaultModel : model;
    CatalogEntry entry = id == null ? null : entries.get(id);
    if (entry == null) {
      throw Refusal.ofField(
          RefusalKind.INVALID_MODEL,
          "model",
          model == null
              ? "model is required: this server has no default model."
              : "This model does not exist. GET /v1/models lists those that do.");
    }
    return entry;
  }
}
