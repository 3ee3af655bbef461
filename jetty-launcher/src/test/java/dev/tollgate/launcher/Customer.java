package dev.tollgate.launcher;

/**
 * An account with one key.
 *
 * @param account the id of the account
 * @param keyId the id of the key
 * @param key what the customer sends
 */
public record Customer(String account, String keyId, String key) {}
