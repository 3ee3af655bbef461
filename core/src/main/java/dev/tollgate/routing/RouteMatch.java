package dev.tollgate.routing;

import org.jspecify.annotations.Nullable;

/**
 * Which routes an operator means.
 *
 * @param upstream the id of their upstream
 * @param model the public id of their model; null for every model
 * @param upstreamModel the upstream's name of the model; null for every one
 */
public record RouteMatch(String upstream, @Nullable String model, @Nullable String upstreamModel) {

  boolean matches(String ofModel, Candidate candidate) {
    return candidate.upstream().id().equals(upstream)
        && (model == null || model.equals(ofModel))
        && (upstreamModel == null || upstreamModel.equals(candidate.upstreamModel()));
  }
}
