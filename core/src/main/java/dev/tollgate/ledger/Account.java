package dev.tollgate.ledger;

import java.time.Instant;

/**
 * Somebody who pays.
 *
 * @param name for people; not unique
 */
public record Account(AccountId id, String name, Balance balance, Instant created) {}
