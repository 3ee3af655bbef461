package dev.tollgate.idempotency;

/** Whoever makes a {@link KeptStream}; a call behind its end does nothing. Thread-safe. */
public interface StreamSource {

  /** All who read are slow. */
  void pause();

  /** Somebody reads again. */
  void resume();

  /** Nobody reads, and the grace time is over. */
  void abandon();
}
