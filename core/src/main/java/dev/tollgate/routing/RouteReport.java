package dev.tollgate.routing;

/**
 * Whether a route is in use, for its operator.
 *
 * @param model the public id of its model
 * @param upstream the id of its upstream
 * @param upstreamModel the upstream's name of the model
 */
public record RouteReport(String model, String upstream, String upstreamModel, boolean enabled) {}
