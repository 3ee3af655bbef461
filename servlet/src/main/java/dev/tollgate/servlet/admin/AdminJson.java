package dev.tollgate.servlet.admin;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonObject;
import dev.tollgate.keys.ApiKey;
import dev.tollgate.keys.Budget;
import dev.tollgate.keys.CompletionLimits;
import dev.tollgate.keys.IssuedKey;
import dev.tollgate.keys.KeyModels;
import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.Page;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageSum;
import dev.tollgate.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The admin API's shapes on the wire.
 *
 * <p>Every time is an integer of Unix seconds, as {@code created} is on the callers' API. Credits
 * are plain numbers of at most six decimals, exact. A member that has no value is left out, but
 * {@code next_cursor}, which is null on the last page.
 */
final class AdminJson {

  private AdminJson() {}

  /** An account; its balance is the posted one. */
  static Json account(Account account) {
    return new JsonObject()
        .put("id", account.id().value())
        .put("name", account.name())
        .put("balance_credits", credits(account.balance().posted()))
        .put("created", account.created().getEpochSecond())
        .build();
  }

  /** A top-up that stands. */
  static Json topUp(TopUpOutcome.Posted posted) {
    return new JsonObject()
        .put("balance_credits", credits(posted.posted()))
        .put("entry_id", posted.entryId())
        .build();
  }

  /** A key with its secret: the one answer that has it. */
  static Json issuedKey(IssuedKey issued) {
    ApiKey key = issued.key();
    return describe(new JsonObject().put("id", key.id()).put("key", issued.secret()), key).build();
  }

  /** A key without anything that opens a door: neither its secret nor the secret's hash. */
  static Json key(ApiKey key) {
    return describe(new JsonObject().put("id", key.id()), key).build();
  }

  private static JsonObject describe(JsonObject json, ApiKey key) {
    json.put("name", key.name())
        .put("account_id", key.account().value())
        .put("created", key.created().getEpochSecond());
    key.limits().requestsPerMinute().ifPresent(limit -> json.put("requests_per_minute", limit));
    key.limits().requestsPerDay().ifPresent(limit -> json.put("requests_per_day", limit));
    CompletionLimits completions = key.limits().completions();
    completions.atOnce().ifPresent(limit -> json.put("concurrent_requests", limit));
    completions.tokensPerMinute().ifPresent(limit -> json.put("tokens_per_minute", limit));
    completions.mostCost().ifPresent(budget -> describe(json, budget));
    describe(json, key.limits().models());
    key.expires().ifPresent(time -> json.put("expires", time.getEpochSecond()));
    key.revoked().ifPresent(time -> json.put("revoked", time.getEpochSecond()));
    return json;
  }

  private static void describe(JsonObject json, Budget budget) {
    json.put("budget_credits", credits(budget.amount()));
    if (budget.reset() != Budget.Reset.NEVER) {
      json.put("budget_reset", budget.reset().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void describe(JsonObject json, KeyModels models) {
    if (!models.only().isEmpty()) {
      json.put("models", new Json.Arr(models.only().stream().map(AdminJson::text).toList()));
    }
    models.dial().ifPresent(dial -> json.put("quality", plain(dial)));
  }

  /** A transfer as its account sees it. */
  static Json entry(LedgerEntry entry) {
    JsonObject json =
        new JsonObject()
            .put("id", entry.id())
            .put("time", entry.time().getEpochSecond())
            .put("kind", entry.kind().wire())
            .put("credits", credits(entry.amount()))
            .put("balance_credits", credits(entry.posted()));
    entry.requestId().ifPresent(id -> json.put("request_id", id));
    entry.reference().ifPresent(reference -> json.put("reference", reference));
    return json.build();
  }

  /** Usage of one group, which stands under the name that was asked for, as {@code day}. */
  static Json usage(UsageQuery.GroupBy groupBy, UsageSum sum) {
    return new JsonObject()
        .put(word(groupBy), sum.group())
        .put("requests", sum.requests())
        .put("prompt_tokens", sum.promptTokens())
        .put("completion_tokens", sum.completionTokens())
        .put("credits", credits(sum.charged()))
        .build();
  }

  /** The outcome of a check of the whole ledger. */
  static Json integrity(Integrity integrity) {
    return new JsonObject()
        .put("ok", integrity.ok())
        .put("accounts", integrity.accounts())
        .put("entries", integrity.entries())
        .put("open_holds", integrity.openHolds())
        .put("problems", new Json.Arr(integrity.problems().stream().map(AdminJson::text).toList()))
        .build();
  }

  /** A page of a list, each row by that shape. */
  static <T> Json page(Page<T> page, Function<T, Json> shape) {
    return list(page.rows(), page.next(), shape);
  }

  /** A whole list, each row by that shape. */
  static <T> Json list(List<T> rows, Function<T, Json> shape) {
    return list(rows, Optional.empty(), shape);
  }

  private static <T> Json list(List<T> rows, Optional<String> next, Function<T, Json> shape) {
    return new JsonObject()
        .put("object", "list")
        .put("data", new Json.Arr(rows.stream().map(shape).toList()))
        .put("next_cursor", next.orElse(null))
        .build();
  }

  /** The word for a grouping, in the query and in the answer. */
  static String word(UsageQuery.GroupBy groupBy) {
    return groupBy.name().toLowerCase(Locale.ROOT);
  }

  private static Json credits(Money money) {
    return new Json.Num(money.toCredits().toPlainString());
  }

  private static Json plain(BigDecimal number) {
    return new Json.Num(number.stripTrailingZeros().toPlainString());
  }

  private static Json text(String text) {
    return new Json.Str(text);
  }
}
