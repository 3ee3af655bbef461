package dev.tollgate.ledger;

import java.time.LocalDate;

/** Which usage to sum: from the first day to the last one, both included, in UTC. */
public record UsageQuery(AccountId account, LocalDate from, LocalDate to, GroupBy groupBy) {

  /** What makes a group. */
  public enum GroupBy {
    /** The day, UTC. */
    DAY,
    /** The model as callers name it. */
    MODEL,
    /** The API key. */
    KEY,
    /** {@code metadata.call_name}; the empty string where there was none. */
    CALL_NAME
  }
}
