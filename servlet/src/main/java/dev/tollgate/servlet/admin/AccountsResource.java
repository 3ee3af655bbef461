package dev.tollgate.servlet.admin;

import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.http.StoreWait;
import java.io.IOException;
import java.util.Set;

/** Accounts: open one, list them, show one. */
final class AccountsResource {

  private static final Set<String> FIELDS = Set.of("name");
  private static final int NAME_MAX = 200;

  private final LedgerStore ledger;

  AccountsResource(LedgerStore ledger) {
    this.ledger = ledger;
  }

  AdminAnswer open(AdminCall call) throws IOException {
    String name = call.fields(FIELDS).text("name", NAME_MAX);
    return AdminAnswer.created(AdminJson.account(StoreWait.OF_CHANGE.outcome(ledger.open(name))));
  }

  AdminAnswer list(AdminCall call) {
    Query query = call.query();
    return AdminAnswer.ok(
        AdminJson.page(ledger.list(query.cursor(), query.limit()), AdminJson::account));
  }

  AdminAnswer show(AdminCall call) {
    return AdminAnswer.ok(AdminJson.account(account(call.account())));
  }

  /**
   * The account of that id.
   *
   * @throws Refusal NOT_FOUND when there is none
   */
  Account account(AccountId id) {
    return ledger.find(id).orElseThrow(AccountsResource::unknown);
  }

  /** The refusal of an id that no account has. */
  static Refusal unknown() {
    return Refusal.of(RefusalKind.NOT_FOUND, "There is no account of that id.");
  }
}
