package dev.tollgate.store.jooq;

/** The states of a claim, as the column has them. */
enum ClaimState {
  RUNNING,
  FINISHED
}
