package dev.tollgate.upstream;

/** A request under way; its methods may be called from any thread and at any time. */
public interface UpstreamCall {

  /**
   * Closes the connection; no event comes after this returns but one that was already under way.
   */
  void cancel();

  /**
   * Nobody wants the answer any more. Where the provider bills the whole of it anyway, what comes
   * still is told, within bounds, so that its usage gets known; else this cancels.
   *
   * @return true when events go on until the last one
   */
  default boolean leave() {
    cancel();
    return false;
  }

  /** Asks the upstream to wait: what it has already sent may still come. */
  void pause();

  /** Lets it go on. */
  void resume();
}
