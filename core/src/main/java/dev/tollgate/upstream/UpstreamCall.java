package dev.tollgate.upstream;

/** A request under way; its methods may be called from any thread and at any time. */
public interface UpstreamCall {

  /**
   * Closes the connection; no event comes after this returns but one that was already under way.
   */
  void cancel();

  /**
   * Nobody wants the answer any more. Where the provider bills the whole of it anyway, what comes
   * still is told, within bounds, so that its usage gets known. Where only its usage is to come,
   * that has a second. Else this cancels.
   *
   * @param whole true when the end of the answer was told: the provider generates no more
   * @return true when events go on until the last one
   */
  default boolean leave(boolean whole) {
    cancel();
    return false;
  }

  /** Asks the upstream to wait: what it has already sent may still come. */
  void pause();

  /** Lets it go on. */
  void resume();
}
