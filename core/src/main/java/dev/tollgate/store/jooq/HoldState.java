package dev.tollgate.store.jooq;

/** The states of a hold, as the column has them. */
enum HoldState {
  HELD,
  SETTLED,
  RELEASED,
  EXPIRED
}
