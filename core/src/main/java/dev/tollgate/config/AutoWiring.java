package dev.tollgate.config;

import dev.tollgate.catalog.Catalog;
import dev.tollgate.routing.auto.AutoChoices;
import dev.tollgate.routing.auto.Feedback;
import dev.tollgate.routing.auto.Forecast;
import dev.tollgate.routing.auto.UnknownProfile;
import dev.tollgate.routing.quality.InvalidWeights;
import dev.tollgate.routing.quality.QualityModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static Forecast bundled() {
    try {
      return Forecast.of(QualityModel.bundled());
    } catch (InvalidWeights e) {
      throw new UnusableConfig("the gateway's own weights: " + e.getMessage(), e);
    }
  }

  private static Forecast forecast(AutoRoutingConfig config) {
    Path file = config.weights().orElse(null);
    if (file == null) {
      return bundled();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Forecast.of(QualityModel.read(in));
    } catch (InvalidWeights e) {
      throw new UnusableConfig("auto-routing.weights: " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UnusableConfig("auto-routing.weights: " + file + " cannot be read", e);
    }
  }
}
