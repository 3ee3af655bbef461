package dev.tollgate.store.jooq;

import java.util.EnumSet;

/** The states of a hold, as the column has them. */
enum HoldState {
  HELD,
  SETTLED,
  RELEASED,
  EXPIRED;

  /** The names of all states but this one. */
  String[] others() {
    return EnumSet.complementOf(EnumSet.of(this)).stream().map(Enum::name).toArray(String[]::new);
  }
}
