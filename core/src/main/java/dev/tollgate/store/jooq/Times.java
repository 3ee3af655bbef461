package dev.tollgate.store.jooq;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as the database keeps them. */
final class Times {

  private Times() {}

  /** Cut to microseconds here, because a driver may round, and up to midnight is another day. */
  static Instant stored(Instant time) {
    return time.truncatedTo(ChronoUnit.MICROS);
  }

  /** The day of it, UTC. */
  static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }
}
