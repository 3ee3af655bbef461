package dev.tollgate.upstream;

/** One endpoint of a provider, with our credentials for it; thread-safe. */
public interface Upstream {

  /** Its id in the config. */
  String id();

  /**
   * Sends a request. Never blocks and never throws for what the upstream does: everything that
   * happens is told to the listener, one event at a time, possibly before this returns.
   */
  UpstreamCall call(UpstreamRequest request, AnswerListener listener);
}
