package dev.tollgate.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a model picks among its routes. */
public enum RoutingMode {
  /** One after another, as the config has them. */
  ORDER,
  /** By lot, each as often as its weight says. */
  WEIGHTED,
  /** The one first where an answer is likely to come soonest. */
  LEAST_BUSY;

  /** The mode of that name in a config. */
  static Optional<RoutingMode> named(String name) {
    return Arrays.stream(values()).filter(mode -> mode.configName().equals(name)).findFirst();
  }

  /** What all of them are called in a config. */
  static List<String> names() {
    return Arrays.stream(values()).map(RoutingMode::configName).toList();
  }

  private String configName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
