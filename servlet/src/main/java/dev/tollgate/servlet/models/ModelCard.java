package dev.tollgate.servlet.models;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.CatalogEntry;
import dev.tollgate.catalog.Model;
import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.pricing.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What callers are told of a model: OpenAI's members, and beside them those by which clients of
 * OpenRouter read price, window and abilities.
 *
 * @param contextLength tokens, prompt and completion together
 * @param maxOutput tokens, the most in one answer
 */
record ModelCard(
    String id, Price price, long contextLength, long maxOutput, Set<Capability> capabilities) {

  private static final List<String> ALWAYS =
      List.of(
          "max_tokens",
          "max_completion_tokens",
          "temperature",
          "top_p",
          "frequency_penalty",
          "presence_penalty",
          "stop");

  static ModelCard of(CatalogEntry entry) {
    if (entry instanceof Model model) {
      return new ModelCard(
          model.id(),
          model.price(),
          model.contextWindow(),
          model.maxOutputTokens(),
          model.capabilities());
    }
    if (entry instanceof AutoModel auto) {
      return ofAuto(auto);
    }
    throw new IllegalStateException("a catalog entry is a model or an auto model: " + entry);
  }

  /**
   * Shows the dearest candidate's price, for prompt and completion apart, so that nobody pays more
   * than was shown, and the widest window and every ability, because it picks a candidate that can
   * do what is asked.
   */
  private static ModelCard ofAuto(AutoModel auto) {
    List<Model> candidates = auto.candidates();
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    candidates.forEach(model -> capabilities.addAll(model.capabilities()));
    return new ModelCard(
        auto.id(),
        auto.price().orElseGet(() -> Price.dearest(candidates.stream().map(Model::price).toList())),
        candidates.stream().mapToLong(Model::contextWindow).max().orElseThrow(),
        candidates.stream().mapToLong(Model::maxOutputTokens).max().orElseThrow(),
        capabilities);
  }

  Json.Obj json(Instant created) {
    return new JsonObject()
        .put("id", id)
        .put("object", "model")
        .put("created", created.getEpochSecond())
        .put("owned_by", "tollgate")
        .put("name", id)
        .put("context_length", contextLength)
        .put(
            "pricing",
            new JsonObject()
                .put("prompt", plain(price.inputDollarsPerToken()))
                .put("completion", plain(price.outputDollarsPerToken()))
                .build())
        .put(
            "architecture",
            new JsonObject()
                .put("modality", "text->text")
                .put("input_modalities", strings(List.of("text")))
                .put("output_modalities", strings(List.of("text")))
                .build())
        .put(
            "top_provider",
            new JsonObject()
                .put("context_length", contextLength)
                .put("max_completion_tokens", maxOutput)
                .build())
        .put("supported_parameters", strings(parameters()))
        .build();
  }

  private List<String> parameters() {
    List<String> parameters = new ArrayList<>(ALWAYS);
    if (capabilities.contains(Capability.TOOLS)) {
      parameters.addAll(List.of("tools", "tool_choice"));
    }
    if (capabilities.contains(Capability.JSON_SCHEMA)) {
      parameters.addAll(List.of("response_format", "structured_outputs"));
    }
    if (capabilities.contains(Capability.REASONING)) {
      parameters.add("reasoning");
    }
    return parameters;
  }

  private static Json strings(List<String> values) {
    return new Json.Arr(values.stream().map(value -> (Json) new Json.Str(value)).toList());
  }

  /** Without exponent and trailing zeros, as clients parse prices with whatever they have. */
  private static String plain(BigDecimal dollars) {
    return dollars.stripTrailingZeros().toPlainString();
  }
}
