package dev.tollgate.routing;

import dev.tollgate.upstream.Upstream;

/**
 * One way to have a request answered.
 *
 * @param upstreamModel the upstream's name of the model, never shown to callers
 * @param contextWindow tokens that the model takes there, prompt and completion together, at least
 *     1
 */
public record Candidate(Upstream upstream, String upstreamModel, long contextWindow) {

  /** A way that no other one takes longer conversations than. */
  public Candidate(Upstream upstream, String upstreamModel) {
    this(upstream, upstreamModel, Long.MAX_VALUE);
  }
}
