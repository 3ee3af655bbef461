package dev.tollgate.idempotency;

/** What became of a {@link ClaimOrder}. */
public sealed interface ClaimOutcome {

  /** The key is the request's own until it is settled, released or its process dies. */
  record Claimed() implements ClaimOutcome {}

  /** The key is another's; nothing was changed. */
  sealed interface Taken extends ClaimOutcome {}

  /** It was used with another body. */
  record OtherBody() implements Taken {}

  /** The same request runs now, here or on another node. */
  record Running() implements Taken {}

  /** The same request was answered. */
  record Finished(StoredAnswer answer) implements Taken {}
}
