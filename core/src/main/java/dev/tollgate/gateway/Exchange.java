package dev.tollgate.gateway;

/**
 * What the caller's side may tell a call under way; thread-safe, every method a no-op once it
 * ended.
 */
public interface Exchange {

  /** The caller hung up or does not read: cancel the upstream and charge what was delivered. */
  void callerGone();

  /** The caller reads slowly: let the upstream wait. */
  void pause();

  /** The caller reads again. */
  void resume();
}
