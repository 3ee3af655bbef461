package dev.tollgate.config;

import dev.tollgate.catalog.Catalog;
import dev.tollgate.routing.auto.AutoChoices;
import dev.tollgate.routing.auto.Feedback;
import dev.tollgate.routing.auto.Forecast;
import dev.tollgate.routing.auto.UnknownProfile;
import dev.tollgate.routing.quality.InvalidWeights;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads the weights and finds out what the dials of the auto models mean with them. */
final class AutoWiring {

  private AutoWiring() {}

  /**
   * The choices of that catalog; where it has no auto model, no weights are read.
   *
   * @throws UnusableConfig when the weights are no weights, or a model names a profile that they do
   *     not have
   */
  static AutoChoices choices(AutoRoutingConfig config, Catalog catalog, LongSupplier nanoClock) {
    Optional<Feedback> feedback =
        config.feedback() ? Optional.of(new Feedback(nanoClock)) : Optional.empty();
    try {
      return AutoChoices.of(catalog, () -> forecast(config), feedback, nanoClock);
    } catch (UnknownProfile e) {
      throw new UnusableConfig("models: " + e.getMessage(), e);
    }
  }

  private static Forecast forecast(AutoRoutingConfig config) {
    try {
      return Forecast.of(QualityWeights.read(config));
    } catch (InvalidWeights e) {
      throw new UnusableConfig("auto-routing.weights: " + e.getMessage(), e);
    }
  }
}
