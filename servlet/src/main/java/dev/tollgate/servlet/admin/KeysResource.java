package dev.tollgate.servlet.admin;

import dev.tollgate.keys.ApiKeys;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.keys.KeyOrder;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/** Keys: issue one, list an account's, revoke one. */
final class KeysResource {

  private static final String PER_MINUTE = "requests_per_minute";
  private static final String PER_DAY = "requests_per_day";
  private static final String BUDGET = "budget_credits";
  private static final String EXPIRES = "expires";
  private static final Set<String> FIELDS = Set.of("name", PER_MINUTE, PER_DAY, BUDGET, EXPIRES);
  private static final int NAME_MAX = 200;

  private final AccountsResource accounts;
  private final ApiKeys keys;

  KeysResource(AccountsResource accounts, ApiKeys keys) {
    this.accounts = accounts;
    this.keys = keys;
  }

  AdminAnswer issue(AdminCall call) throws IOException {
    Fields fields = call.fields(FIELDS);
    String name = fields.text("name", NAME_MAX);
    if (fields.has(BUDGET)) {
      throw Refusal.ofField(
          RefusalKind.UNSUPPORTED_PARAMETER, BUDGET, "'" + BUDGET + "' is not supported yet.");
    }
    KeyLimits limits =
        new KeyLimits(fields.optionalCount(PER_MINUTE), fields.optionalCount(PER_DAY));
    // A time that has passed is taken: it makes a key that opens nothing, which harms nobody.
    Instant expiry = fields.optionalTime(EXPIRES);
    AccountId account = accounts.account(call.account()).id();
    KeyOrder order = new KeyOrder(account, name, limits, expiry);
    return AdminAnswer.created(AdminJson.issuedKey(keys.issue(order)));
  }

  AdminAnswer list(AdminCall call) {
    Query query = call.query();
    String cursor = query.cursor();
    int limit = query.limit();
    AccountId account = accounts.account(call.account()).id();
    return AdminAnswer.ok(AdminJson.page(keys.list(account, cursor, limit), AdminJson::key));
  }

  AdminAnswer revoke(AdminCall call) {
    if (!keys.revoke(call.id())) {
      throw Refusal.of(RefusalKind.NOT_FOUND, "There is no key of that id.");
    }
    return AdminAnswer.done();
  }
}
