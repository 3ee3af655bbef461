package dev.tollgate.servlet.admin;

import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.Page;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageSum;
import dev.tollgate.money.Money;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A ledger in memory that keeps the store's promises: pages, references once, exact sums. */
final class MemoryLedger implements LedgerStore {

  /** One completion paid for. */
  record Charge(
      AccountId account, LocalDate day, String model, String key, String callName, Money cost) {}

  private record Row(AccountId account, LedgerEntry entry) {}

  private final InstantSource clock;
  private final Map<AccountId, Account> accounts = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Charge> charges = new ArrayList<>();

  MemoryLedger(InstantSource clock) {
    this.clock = clock;
  }

  /** Books a completion of 10 prompt and 5 completion tokens. */
  synchronized void charge(Charge charge) {
    charges.add(charge);
    post(charge.account(), LedgerEntry.Kind.USAGE, Money.ZERO.minus(charge.cost()), null);
  }

  /** How many transfers there are, so that a test can see that nothing moved. */
  synchronized int transfers() {
    return rows.size();
  }

  private TopUpOutcome.Posted post(
      AccountId id, LedgerEntry.Kind kind, Money amount, @Nullable String reference) {
    Account old = accounts.get(id);
    if (old == null) {
      throw new IllegalStateException("no account " + id);
    }
    Money posted = old.balance().posted().plus(amount);
    accounts.put(
        id,
        new Account(
            id,
            old.name(),
            new Balance(posted, Money.ZERO, old.balance().credited(), Money.ZERO),
            old.created()));
    String entry = "tr_" + (rows.size() + 1);
    String request = kind == LedgerEntry.Kind.USAGE ? "req_" + rows.size() : null;
    rows.add(
        new Row(
            id, new LedgerEntry(entry, clock.instant(), kind, amount, posted, request, reference)));
    return new TopUpOutcome.Posted(entry, posted);
  }

  @Override
  public synchronized CompletionStage<Account> open(String name) {
    AccountId id = new AccountId("acct_" + (accounts.size() + 1));
    Balance nothing = new Balance(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);
    Account account = new Account(id, name, nothing, clock.instant());
    accounts.put(id, account);
    return CompletableFuture.completedStage(account);
  }

  @Override
  public synchronized Optional<Account> find(AccountId id) {
    return Optional.ofNullable(accounts.get(id));
  }

  @Override
  public synchronized Page<Account> list(String cursor, int limit) {
    return page(List.copyOf(accounts.values()), cursor, limit);
  }

  @Override
  public synchronized CompletionStage<TopUpOutcome> topUp(TopUp topUp) {
    if (!accounts.containsKey(topUp.account())) {
      return CompletableFuture.completedStage(new TopUpOutcome.NoSuchAccount());
    }
    for (Row row : rows) {
      if (row.account().equals(topUp.account())
          && topUp.reference().equals(row.entry().externalReference())) {
        return CompletableFuture.completedStage(
            row.entry().amount().equals(topUp.amount())
                ? new TopUpOutcome.Posted(row.entry().id(), row.entry().posted())
                : new TopUpOutcome.ReferenceReused());
      }
    }
    LedgerEntry.Kind kind =
        topUp.amount().isNegative() ? LedgerEntry.Kind.ADJUSTMENT : LedgerEntry.Kind.TOPUP;
    return CompletableFuture.completedStage(
        post(topUp.account(), kind, topUp.amount(), topUp.reference()));
  }

  @Override
  public synchronized Page<LedgerEntry> entries(AccountId account, String cursor, int limit) {
    List<LedgerEntry> newestFirst = new ArrayList<>();
    for (Row row : rows) {
      if (row.account().equals(account)) {
        newestFirst.add(0, row.entry());
      }
    }
    return page(newestFirst, cursor, limit);
  }

  @Override
  public synchronized List<UsageSum> usage(UsageQuery query) {
    Map<String, UsageSum> sums = new TreeMap<>();
    for (Charge charge : charges) {
      if (charge.account().equals(query.account())
          && !charge.day().isBefore(query.from())
          && !charge.day().isAfter(query.to())) {
        String group = group(charge, query.groupBy());
        sums.merge(group, new UsageSum(group, 1, 10, 5, charge.cost()), MemoryLedger::sum);
      }
    }
    return List.copyOf(sums.values());
  }

  private static String group(Charge charge, UsageQuery.GroupBy groupBy) {
    return switch (groupBy) {
      case DAY -> charge.day().toString();
      case MODEL -> charge.model();
      case KEY -> charge.key();
      case CALL_NAME -> charge.callName();
    };
  }

  private static UsageSum sum(UsageSum one, UsageSum other) {
    return new UsageSum(
        one.group(),
        one.requests() + other.requests(),
        one.promptTokens() + other.promptTokens(),
        one.completionTokens() + other.completionTokens(),
        one.charged().plus(other.charged()));
  }

  @Override
  public synchronized Integrity check() {
    List<String> problems = new ArrayList<>();
    for (Account account : accounts.values()) {
      Money sum = Money.ZERO;
      for (Row row : rows) {
        sum = row.account().equals(account.id()) ? sum.plus(row.entry().amount()) : sum;
      }
      if (!sum.equals(account.balance().posted())) {
        problems.add("account " + account.id() + " is off its transfers");
      }
    }
    return new Integrity(accounts.size(), rows.size(), 0, problems);
  }

  /** The day of the clock, in UTC. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** A page whose cursor is the index of its first row. */
  static <T> Page<T> page(List<T> all, String cursor, int limit) {
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    int to = Math.min(all.size(), from + limit);
    return new Page<>(all.subList(from, to), to < all.size() ? Integer.toString(to) : null);
  }
}
