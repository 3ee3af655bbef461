package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_TRANSFER;

import dev.tollgate.ledger.Account;
import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.Balance;
import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.LedgerEntry;
import dev.tollgate.ledger.LedgerStore;
import dev.tollgate.ledger.Page;
import dev.tollgate.ledger.TimeOrderedIds;
import dev.tollgate.ledger.TopUp;
import dev.tollgate.ledger.TopUpOutcome;
import dev.tollgate.ledger.UsageQuery;
import dev.tollgate.ledger.UsageSum;
import dev.tollgate.money.Money;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jooq.Record;

/** Accounts, transfers and sums of usage in their tables. */
final class JooqLedgerStore implements LedgerStore {

  private static final Balance NOTHING =
      new Balance(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

  private final GroupCommit writer;
  private final Reads reads;
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  JooqLedgerStore(GroupCommit writer, Reads reads, TimeOrderedIds ids, InstantSource clock) {
    this.writer = writer;
    this.reads = reads;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Account> open(String name) {
    Account account =
        new Account(new AccountId(ids.next("acct")), name, NOTHING, Times.stored(clock.instant()));
    return writer.submit(
        pending -> new Command.Change<>(sql -> LedgerWrites.open(sql, account), pending));
  }

  @Override
  public Optional<Account> find(AccountId id) {
    return reads.lookup(
        sql -> LedgerQueries.account(sql, id).fetchOptional(JooqLedgerStore::account));
  }

  @Override
  public Page<Account> list(String cursor, int limit) {
    int size = Cursor.pageSize(limit);
    String last = Cursor.read(cursor, 1, key -> key.get(0));
    List<Account> rows =
        reads.read(
            sql -> LedgerQueries.accounts(sql, last, size + 1).fetch(JooqLedgerStore::account));
    return Reads.page(rows, size, account -> Cursor.of(account.id().value()));
  }

  @Override
  public CompletionStage<TopUpOutcome> topUp(TopUp topUp) {
    if (topUp.amount().equals(Money.ZERO)) {
      throw new IllegalArgumentException("a top-up moves money");
    }
    Instant now = clock.instant();
    return writer.submit(
        pending -> new Command.Change<>(sql -> LedgerWrites.topUp(sql, topUp, now), pending));
  }

  @Override
  public Page<LedgerEntry> entries(AccountId account, String cursor, int limit) {
    int size = Cursor.pageSize(limit);
    Long last = Cursor.read(cursor, 1, key -> Long.valueOf(key.get(0)));
    List<Numbered> rows =
        reads.read(sql -> LedgerQueries.entries(sql, account, last, size + 1).fetch(Numbered::of));
    Page<Numbered> page = Reads.page(rows, size, row -> Cursor.of(String.valueOf(row.number())));
    return new Page<>(page.rows().stream().map(Numbered::entry).toList(), page.cursor());
  }

  @Override
  public List<UsageSum> usage(UsageQuery query) {
    return reads.read(
        sql ->
            LedgerQueries.usage(sql, query)
                .fetch(
                    row ->
                        new UsageSum(
                            row.value1(),
                            row.value2(),
                            row.value3(),
                            row.value4(),
                            Money.ofNanos(row.value5()))));
  }

  @Override
  public Integrity check() {
    return reads.snapshot(sql -> new IntegrityCheck(sql).run());
  }

  private static Account account(Record row) {
    return new Account(
        new AccountId(row.get(TOLLGATE_ACCOUNT.ID)),
        row.get(TOLLGATE_ACCOUNT.NAME),
        new Balance(
            Money.ofNanos(row.get(TOLLGATE_ACCOUNT.POSTED)),
            Money.ofNanos(row.get(TOLLGATE_ACCOUNT.RESERVED)),
            Money.ofNanos(row.get(TOLLGATE_ACCOUNT.CREDITED)),
            Money.ofNanos(row.get(TOLLGATE_ACCOUNT.CHARGED))),
        row.get(TOLLGATE_ACCOUNT.CREATED));
  }

  /** An entry with the number that orders it. */
  private record Numbered(long number, LedgerEntry entry) {
    static Numbered of(Record row) {
      boolean given = row.get(TOLLGATE_TRANSFER.CREDIT).equals(row.get(TOLLGATE_TRANSFER.ACCOUNT));
      long amount = row.get(TOLLGATE_TRANSFER.AMOUNT);
      return new Numbered(
          row.get(TOLLGATE_TRANSFER.ENTRY),
          new LedgerEntry(
              row.get(TOLLGATE_TRANSFER.ID),
              row.get(TOLLGATE_TRANSFER.RECORDED),
              LedgerEntry.Kind.valueOf(row.get(TOLLGATE_TRANSFER.KIND).toUpperCase(Locale.ROOT)),
              Money.ofNanos(given ? amount : -amount),
              Money.ofNanos(row.get(TOLLGATE_TRANSFER.BALANCE)),
              row.get(TOLLGATE_TRANSFER.REQUEST_ID),
              row.get(TOLLGATE_TRANSFER.REFERENCE)));
    }
  }
}
