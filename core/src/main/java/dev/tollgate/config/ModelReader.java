package dev.tollgate.config;

import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Ignored;
import dev.tollgate.chat.Usage;
import dev.tollgate.pricing.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the list of models, and makes sure that whatever they name is there. Used once. */
final class ModelReader {

  private static final List<String> KEYS =
      List.of(
          "id",
          "category",
          "price",
          "context-window",
          "max-output-tokens",
          "capabilities",
          "ignores",
          "quality-profile",
          "check-structured-output",
          "routing",
          "routes",
          "auto");

  private static final List<String> OF_PRICED_MODELS =
      List.of(
          "context-window",
          "max-output-tokens",
          "capabilities",
          "ignores",
          "quality-profile",
          "check-structured-output",
          "routing",
          "routes");

  private final RouteReader routes;
  private final Problems problems;
  private final Ids ids = new Ids();
  private final Set<String> autoIds = new HashSet<>();
  private final List<Word> candidates = new ArrayList<>();
  private final List<Word> profiles = new ArrayList<>();

  ModelReader(Ids upstreams, Problems problems) {
    this.routes = new RouteReader(upstreams, problems);
    this.problems = problems;
  }

  List<ModelConfig> read(Section file) {
    List<ModelConfig> models = new ArrayList<>();
    for (Section section : file.requiredGroups("models", KEYS)) {
      ModelConfig model = section.has("auto") ? auto(section) : priced(section);
      if (model != null) {
        models.add(model);
      }
    }
    candidates.forEach(this::checkCandidate);
    return models;
  }

  /** The quality profiles that models name. */
  List<Word> profiles() {
    return List.copyOf(profiles);
  }

  /** What an omitted model means, or null. */
  @Nullable String defaultModel(Section file) {
    Word word = file.has("default-model") ? file.requiredWord("default-model") : null;
    if (word != null && !ids.isEmpty() && !ids.has(word.text())) {
      problems.add(word.spot(), word.unknown("model", ids.all()));
    }
    return word == null ? null : word.text();
  }

  private @Nullable ModelConfig priced(Section section) {
    String id = ids.read(section);
    if (!section.has("price") && !section.has("routes")) {
      problems.add(section.spot(), "needs price and routes, or auto");
      return null;
    }
    Price price = new PriceReader(section).required();
    long window =
        section.count(
            "context-window", 1, Price.ABSURD_TOKENS, PricedModelConfig.DEFAULT_CONTEXT_WINDOW);
    long cap =
        section.count(
            "max-output-tokens",
            1,
            Price.ABSURD_TOKENS,
            Math.min(window, PricedModelConfig.DEFAULT_MAX_OUTPUT_TOKENS));
    String category = section.text("category", PricedModelConfig.DEFAULT_CATEGORY);
    Set<Capability> capabilities =
        constants(section, "capabilities", Capability.class, Capability::wire);
    Set<Ignored> ignores = constants(section, "ignores", Ignored.class, Ignored::wire);
    Word profile = section.has("quality-profile") ? section.requiredWord("quality-profile") : null;
    if (profile != null && !profile.text().isEmpty()) {
      profiles.add(profile);
    }
    boolean checked = section.flag("check-structured-output", true);
    RoutingMode routing = routes.mode(section);
    List<RouteConfig> its = routes.routes(section, routing);
    if (id == null || price == null || its.isEmpty()) {
      return null;
    }
    if (!isBillable(price, window, cap)) {
      section.fault("price", "times context-window is more than can be billed");
    }
    String head = profile == null ? null : profile.text();
    return new PricedModelConfig(
        id, category, price, window, cap, capabilities, head, routing, its, checked, ignores);
  }

  private static boolean isBillable(Price price, long window, long cap) {
    try {
      return !price.cost(Usage.of(window, cap)).isNegative();
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private <E extends Enum<E>> Set<E> constants(
      Section section, String key, Class<E> type, Function<E, String> wire) {
    Set<E> read = EnumSet.noneOf(type);
    for (Word word : section.words(key)) {
      Optional<E> match =
          EnumSet.allOf(type).stream().filter(e -> wire.apply(e).equals(word.text())).findFirst();
      if (match.isPresent()) {
        read.add(match.get());
      } else {
        String known = EnumSet.allOf(type).stream().map(wire).collect(Collectors.joining(", "));
        problems.add(word.spot(), "must be one of " + known);
      }
    }
    return read;
  }

  private @Nullable ModelConfig auto(Section section) {
    String id = ids.read(section);
    if (id != null) {
      autoIds.add(id);
    }
    for (String key : OF_PRICED_MODELS) {
      if (section.has(key)) {
        section.fault(key, "does not go with auto: the candidates have their own");
      }
    }
    Section auto = section.group("auto", List.of("candidates", "quality"));
    List<String> named = new ArrayList<>();
    for (Word candidate : auto.requiredWords("candidates")) {
      if (named.contains(candidate.text())) {
        problems.add(candidate.spot(), "is given twice");
      } else {
        named.add(candidate.text());
        candidates.add(candidate);
      }
    }
    BigDecimal quality = auto.decimal("quality", 1, 9, "a number from 0 to 1");
    Price price = new PriceReader(section).optional();
    if (id == null || named.isEmpty()) {
      return null;
    }
    return new AutoModelConfig(
        id,
        section.text("category", AutoModelConfig.DEFAULT_CATEGORY),
        named,
        quality == null ? AutoModelConfig.DEFAULT_QUALITY : quality,
        price);
  }

  private void checkCandidate(Word candidate) {
    List<String> priced = ids.all().stream().filter(id -> !autoIds.contains(id)).toList();
    if (autoIds.contains(candidate.text())) {
      problems.add(candidate.spot(), "must name a model that is not auto itself");
    } else if (!ids.has(candidate.text())) {
      problems.add(candidate.spot(), candidate.unknown("model", priced));
    }
  }
}
