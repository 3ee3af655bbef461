package dev.tollgate.servlet.admin;

import dev.tollgate.ledger.LedgerStore;

/** The check of the ledger's invariants over the whole database. */
final class IntegrityResource {

  private final LedgerStore ledger;

  IntegrityResource(LedgerStore ledger) {
    this.ledger = ledger;
  }

  /** 200 also when an invariant is broken: the check was done, and the body says what it found. */
  AdminAnswer check(AdminCall call) {
    return AdminAnswer.ok(AdminJson.integrity(ledger.check()));
  }
}
