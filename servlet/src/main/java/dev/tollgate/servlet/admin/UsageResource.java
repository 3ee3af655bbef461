package dev.tollgate.servlet.admin;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageQuery.GroupBy;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An account's usage summed up; by default that of the last 30 days, today included, in UTC. */
final class UsageResource {

  private static final int DAYS_DEFAULT = 30;

  private final AccountsResource accounts;
  private final LedgerStore ledger;
  private final InstantSource clock;

  UsageResource(AccountsResource accounts, LedgerStore ledger, InstantSource clock) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
  }

  AdminAnswer sum(AdminCall call) {
    Query query = call.query();
    LocalDate to =
        query.date("to").orElseGet(() -> LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    LocalDate from = query.date("from").orElseGet(() -> to.minusDays(DAYS_DEFAULT - 1));
    if (from.isAfter(to)) {
      throw Query.invalid("from", "must not be after 'to', which is " + to + ".");
    }
    GroupBy groupBy = query.value("group_by").map(UsageResource::groupBy).orElse(GroupBy.DAY);
    AccountId account = accounts.account(call.account()).id();
    return AdminAnswer.ok(
        AdminJson.list(
            ledger.usage(new UsageQuery(account, from, to, groupBy)),
            sum -> AdminJson.usage(groupBy, sum)));
  }

  private static GroupBy groupBy(String word) {
    return Arrays.stream(GroupBy.values())
        .filter(groupBy -> AdminJson.word(groupBy).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Query.invalid(
                    "group_by",
                    "must be one of "
                        + Arrays.stream(GroupBy.values())
                            .map(AdminJson::word)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
