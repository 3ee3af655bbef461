package dev.tollgate.servlet.admin;

import dev.tollgate.keys.ApiKeys;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.KeyLimits;
import dev.tollgate.keys.KeyModels;
import dev.tollgate.keys.KeyOrder;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.money.Money;
import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys: issue one, list an account's, revoke one. */
final class KeysResource {

  private static final String PER_MINUTE = "requests_per_minute";
  private static final String PER_DAY = "requests_per_day";
  private static final String BUDGET = "budget_credits";
  private static final String RESET = "budget_reset";
  private static final String CONCURRENT = "concurrent_requests";
  private static final String TOKENS = "tokens_per_minute";
  private static final String MODELS = "models";
  private static final String QUALITY = "quality";
  private static final String EXPIRES = "expires";
  private static final Set<String> FIELDS =
      Set.of(
          "name", PER_MINUTE, PER_DAY, CONCURRENT, TOKENS, BUDGET, RESET, MODELS, QUALITY, EXPIRES);
  private static final Map<String, Budget.Reset> PERIODS =
      Map.of(
          "daily", Budget.Reset.DAILY,
          "weekly", Budget.Reset.WEEKLY,
          "monthly", Budget.Reset.MONTHLY);
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
    KeyLimits limits =
        new KeyLimits(
            fields.optionalCount(PER_MINUTE),
            fields.optionalCount(PER_DAY),
            new CompletionLimits(
                fields.optionalCount(CONCURRENT), fields.optionalCount(TOKENS), budget(fields)),
            new KeyModels(fields.models(MODELS), fields.optionalShare(QUALITY)));
    // A time that has passed is taken: it makes a key that opens nothing, which harms nobody.
    Instant expiry = fields.optionalTime(EXPIRES);
    AccountId account = accounts.account(call.account()).id();
    KeyOrder order = new KeyOrder(account, name, limits, expiry);
    return AdminAnswer.created(AdminJson.issuedKey(keys.issue(order)));
  }

  private static @Nullable Budget budget(Fields fields) {
    Budget.Reset reset = fields.optionalWord(RESET, PERIODS);
    if (!fields.has(BUDGET)) {
      if (reset != null) {
        throw Refusal.ofField(
            RefusalKind.INVALID_REQUEST, RESET, "'" + RESET + "' needs a '" + BUDGET + "'.");
      }
      return null;
    }
    Money amount = fields.credits(BUDGET);
    if (!amount.isPositive()) {
      throw Refusal.ofField(
          RefusalKind.INVALID_REQUEST, BUDGET, "'" + BUDGET + "' must be above 0.");
    }
    return new Budget(amount, reset == null ? Budget.Reset.NEVER : reset);
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
