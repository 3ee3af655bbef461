package dev.tollgate.idempotency;

import java.time.Duration;

/**
 * A key to be claimed for a request.
 *
 * @param fingerprint of the request's body
 * @param retention how long the answer is kept, from the moment that it is settled
 */
public record ClaimOrder(KeyScope scope, Fingerprint fingerprint, Duration retention) {}
