package dev.tollgate.routing;

import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamRequest;

/** An upstream that is only named, never called. */
record NamedUpstream(String id) implements Upstream {
  @Override
  public UpstreamCall call(UpstreamRequest request, AnswerListener listener) {
    throw new IllegalStateException("a plan calls nobody");
  }
}
