package dev.tollgate.store.jooq;

/** What ending a hold needs to know of it. */
record HoldRow(
    String id,
    String account,
    String keyId,
    String requestId,
    String model,
    String callName,
    long amount,
    HoldState state) {}
