package dev.tollgate.idempotency;

import dev.tollgate.refusal.Refusal;

/** What a request with a key has to do now. */
public sealed interface Turn permits Lead, Turn.Replay, Turn.Refused {

  /** Another one did its work: it is answered so, at no charge. */
  record Replay(StoredAnswer answer) implements Turn {}

  /** It is turned away, at no charge. */
  record Refused(Refusal refusal) implements Turn {}
}
