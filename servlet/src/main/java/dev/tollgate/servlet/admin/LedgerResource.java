package dev.tollgate.servlet.admin;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerStore;

/** An account's transfers, newest first. */
final class LedgerResource {

  private final AccountsResource accounts;
  private final LedgerStore ledger;

  LedgerResource(AccountsResource accounts, LedgerStore ledger) {
    this.accounts = accounts;
    this.ledger = ledger;
  }

  AdminAnswer list(AdminCall call) {
    String cursor = call.query().cursor();
    int limit = call.query().limit();
    AccountId account = accounts.account(call.account()).id();
    return AdminAnswer.ok(AdminJson.page(ledger.entries(account, cursor, limit), AdminJson::entry));
  }
}
