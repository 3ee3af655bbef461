package dev.tollgate.refusal;

/** Why a request is refused; each kind is one row of the wire contract's table of errors. */
public enum RefusalKind {
  /** A parameter or the body is malformed, missing or out of range. */
  INVALID_REQUEST,
  /** The model is not one a caller may name. */
  INVALID_MODEL,
  /** {@code metadata.call_name} is blank or longer than 64 code points. */
  INVALID_CALL_NAME,
  /** A message has content that is not text. */
  UNSUPPORTED_MODALITY,
  /** A parameter that this API knows and does not offer. */
  UNSUPPORTED_PARAMETER,
  /** The upstream says that the conversation does not fit the model's context window. */
  CONTEXT_LENGTH_EXCEEDED,
  /** The upstream refuses the content by its policy. */
  CONTENT_POLICY,
  /** The key is missing, malformed, unknown, expired or revoked: never said which. */
  UNAUTHORIZED,
  /** The account cannot cover what the request may cost. */
  INSUFFICIENT_CREDITS,
  /** No such path, or no such account, key or entry. */
  NOT_FOUND,
  /** No such model, asked for by its path. */
  MODEL_NOT_FOUND,
  /** The path exists, this method on it does not. */
  METHOD_NOT_ALLOWED,
  /** The body is larger than the server takes. */
  REQUEST_TOO_LARGE,
  /** The body is not {@code application/json}, or it is compressed. */
  UNSUPPORTED_MEDIA_TYPE,
  /** The reference was used before with another amount. */
  REFERENCE_REUSED,
  /** The Idempotency-Key was used before with another body. */
  IDEMPOTENCY_KEY_REUSED,
  /** The same request with the same Idempotency-Key runs, and did not end in time. */
  IDEMPOTENCY_IN_PROGRESS,
  /** The stream with this Idempotency-Key was too long to be kept, and can't be had again. */
  IDEMPOTENCY_NOT_KEPT,
  /** A window of the caller's rate limit is full. */
  RATE_LIMITED,
  /** Our own fault. */
  INTERNAL,
  /** The upstream failed or sent what is not an answer. */
  UPSTREAM_ERROR,
  /** No upstream can take the request now. */
  UPSTREAM_UNAVAILABLE,
  /** The upstream did not answer in time. */
  UPSTREAM_TIMEOUT,
  /** A queue of ours is full, or the database does not answer. */
  OVERLOADED
}
