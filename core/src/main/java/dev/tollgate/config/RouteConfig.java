package dev.tollgate.config;

/**
 * One way to have a model answered.
 *
 * @param upstream the id of an upstream
 * @param model that upstream's name of the model, never shown to callers
 */
public record RouteConfig(String upstream, String model) {

  public RouteConfig {
    Ranges.checkNotEmpty(upstream, "route's upstream");
    Ranges.checkNotEmpty(model, "route's model");
  }
}
