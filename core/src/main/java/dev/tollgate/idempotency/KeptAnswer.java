package dev.tollgate.idempotency;

/** An answer to be kept under the key that was claimed for it. */
public record KeptAnswer(ClaimOrder claim, StoredAnswer answer) {}
