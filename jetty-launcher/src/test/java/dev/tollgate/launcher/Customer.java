package dev.tollgate.launcher;

/** An account with one key. */
record Customer(String account, String keyId, String key) {}
