package dev.tollgate.routing;

import dev.tollgate.upstream.Upstream;

/**
 * One way to have a request answered.
 *
 * @param upstreamModel the upstream's name of the model, never shown to callers
 */
public record Candidate(Upstream upstream, String upstreamModel) {}
