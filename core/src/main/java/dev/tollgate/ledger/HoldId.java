package dev.tollgate.ledger;

/** The id of a hold, as {@code hold_01…}, and of the one transfer that may settle it. */
public record HoldId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
