package dev.tollgate.servlet.admin;

import dev.tollgate.upstream.AnswerListener;
import dev.tollgate.upstream.Upstream;
import dev.tollgate.upstream.UpstreamCall;
import dev.tollgate.upstream.UpstreamRequest;

/** A name: nothing is ever sent to it. */
record NamedUpstream(String id) implements Upstream {
  @Override
  public UpstreamCall call(UpstreamRequest request, AnswerListener listener) {
    throw new UnsupportedOperationException();
  }
}
