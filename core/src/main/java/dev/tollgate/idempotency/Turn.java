package dev.tollgate.idempotency;

import dev.tollgate.refusal.Refusal;

/** What a request with a key has to do now. */
public sealed interface Turn permits Lead, Turn.Replay, Turn.Attach, Turn.Refused {

  /** Another one did its work: it is answered so, at no charge. */
  record Replay(StoredAnswer answer) implements Turn {}

  /**
   * Another one does its work now: it reads the same stream, at no charge. Should that have ended
   * meanwhile, the request comes with its key again.
   */
  record Attach(KeptStream stream) implements Turn {}

  /** It is turned away, at no charge. */
  record Refused(Refusal refusal) implements Turn {}
}
