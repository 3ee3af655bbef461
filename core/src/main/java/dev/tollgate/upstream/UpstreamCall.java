package dev.tollgate.upstream;

/** A request under way; its methods may be called from any thread and at any time. */
public interface UpstreamCall {

  /**
   * Closes the connection; no event comes after this returns but one that was already under way.
   */
  void cancel();

  /** Asks the upstream to wait: what it has already sent may still come. */
  void pause();

  /** Lets it go on. */
  void resume();
}
