package dev.tollgate.ledger;

import java.util.List;

/**
 * The outcome of checking the ledger's invariants over the whole database.
 *
 * @param problems one sentence for each invariant broken, at most a hundred; empty when all hold
 */
public record Integrity(long accounts, long entries, long openHolds, List<String> problems) {
  public Integrity {
    problems = List.copyOf(problems);
  }

  /** True when every invariant holds. */
  public boolean ok() {
    return problems.isEmpty();
  }
}
