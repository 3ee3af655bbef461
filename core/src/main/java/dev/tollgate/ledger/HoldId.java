package dev.tollgate.ledger;

/** The id of a hold, as {@code hold_01…}, and of the one transfer that may settle it. */
public record HoldId(String value) {

  /** What {@link TimeOrderedIds} puts in front of ids of holds. */
  public static final String PREFIX = "hold";

  @Override
  public String toString() {
    return value;
  }
}
