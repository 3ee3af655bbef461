package dev.tollgate.keys;

import dev.tollgate.ledger.AccountId;

/**
 * Who sent a request.
 *
 * @param keyId the public id of the key
 * @param limits what the key allows on top of its account's limits
 */
public record Caller(AccountId account, String keyId, KeyLimits limits) {}
