package dev.tollgate.store.jooq;

/** The other side of a transfer; the balance of such an account is the sum of its transfers. */
enum SystemAccount {
  /** What customers paid in. */
  CASH("cash"),
  /** What customers used up. */
  REVENUE("revenue");

  private final String id;

  SystemAccount(String id) {
    this.id = id;
  }

  /** As the columns {@code debit} and {@code credit} have it. */
  String id() {
    return id;
  }
}
