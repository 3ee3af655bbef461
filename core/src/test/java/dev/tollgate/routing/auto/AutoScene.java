package dev.tollgate.routing.auto;

import dev.tollgate.catalog.AutoModel;
import dev.tollgate.catalog.Capability;
import dev.tollgate.catalog.Catalog;
import dev.tollgate.catalog.Ignored;
import dev.tollgate.catalog.Model;
import dev.tollgate.money.Money;
import dev.tollgate.pricing.Price;
import dev.tollgate.routing.quality.QualityModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** An auto model over models that are made up. */
final class AutoScene {

  static final String AUTO = "auto";

  /** A model that costs that many dollars per million tokens, and can do everything. */
  static Model able(String id, double price) {
    return model(id, price, 100_000, Set.of(Capability.values()), Set.of());
  }

  /** A model at that price, in dollars per million tokens, for which that profile speaks. */
  static Model priced(String id, String input, String output, @Nullable String profile) {
    Price price = Price.ofDollars(input, output);
    return new Model(
        id, "", price, 100_000, 1_000, Set.of(Capability.values()), true, profile, Set.of());
  }

  static Model with(String id, Capability... capabilities) {
    return model(id, 1, 100_000, Set.of(capabilities), Set.of());
  }

  static Model ignoring(String id, Ignored... ignored) {
    return model(id, 1, 100_000, Set.of(Capability.values()), Set.of(ignored));
  }

  static Model window(String id, long tokens) {
    return model(id, 1, tokens, Set.of(Capability.values()), Set.of());
  }

  private static Model model(
      String id, double price, long window, Set<Capability> capabilities, Set<Ignored> ignored) {
    Money money = Money.ofDollars(BigDecimal.valueOf(price));
    return new Model(
        id, "", new Price(money, money, money), window, 1_000, capabilities, true, null, ignored);
  }

  static AutoChoices choices(String dial, Model... candidates) {
    return choices(dial, Optional.empty(), () -> 0, candidates);
  }

  static AutoChoices choices(
      String dial, Optional<Feedback> feedback, LongSupplier nanos, Model... candidates) {
    return AutoChoices.of(catalog(dial, candidates), SyntheticForecast::new, feedback, nanos);
  }

  /** Choices that go by the weights that come with this version. */
  static AutoChoices learned(Model... candidates) {
    Forecast forecast = Forecast.of(QualityModel.bundled());
    return AutoChoices.of(catalog("0.5", candidates), () -> forecast, Optional.empty(), () -> 0);
  }

  private static Catalog catalog(String dial, Model... candidates) {
    AutoModel auto = new AutoModel(AUTO, List.of(candidates), new BigDecimal(dial), null);
    return new Catalog(List.of(auto), null, Instant.EPOCH);
  }

  private AutoScene() {}

  /** What the decision knows of the model that it chose. */
  static Verdict chosen(Decision decision) {
    return decision.verdicts().stream()
        .filter(verdict -> verdict.model().equals(decision.choice()))
        .findFirst()
        .orElseThrow();
  }
}
