package dev.tollgate.keys;

import dev.tollgate.ledger.AccountId;

/**
 * Who sent a request.
 *
 * @param keyId the public id of the key
 * @param limits what the key allows on top of its account's limits
 */
public record Caller(AccountId account, String keyId, KeyLimits limits) {

  /** The same, with those limits of completions where the key has none of its own. */
  public Caller orElse(CompletionLimits other) {
    CompletionLimits own = limits.completions();
    return other.equals(CompletionLimits.NONE)
        ? this
        : new Caller(
            account,
            keyId,
            new KeyLimits(limits.perMinute(), limits.perDay(), own.orElse(other), limits.models()));
  }
}
