package dev.tollgate.servlet.http;

import dev.tollgate.idempotency.Fingerprint;

/**
 * What a request with an {@code Idempotency-Key} asks for, as whoever read its body says.
 *
 * @param stream true when the answer is to be a stream
 */
public record KeyedBody(Fingerprint fingerprint, boolean stream) {}
