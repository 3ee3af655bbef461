package dev.tollgate.ledger;

/** The id of an account, as {@code acct_01…}. */
public record AccountId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
