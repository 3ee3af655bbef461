package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_KEY_SPENDING;
import static dev.tollgate.store.schema.Tables.TOLLGATE_TRANSFER;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE_DAILY;

import dev.tollgate.ledger.Integrity;
import dev.tollgate.ledger.LedgerEntry.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;

/**
 * Checks the ledger's invariants, each as one query over the whole database, on the transaction of
 * its context.
 */
final class IntegrityCheck {

  private static final int MOST_PROBLEMS = 100;

  private final DSLContext sql;
  private final List<String> problems = new ArrayList<>();

  /** Details of usage are whole from that day on; of those before it some were deleted. */
  private final LocalDate wholeFrom;

  IntegrityCheck(DSLContext sql) {
    this.sql = sql;
    wholeFrom = UsageRetention.wholeFrom(sql);
  }

  Integrity run() {
    checkBalances();
    checkRunningBalances();
    checkReserves();
    checkEnds();
    checkPayments();
    checkDays();
    checkSums();
    checkSpending();
    report("hold %s ended and its key still runs", KeysCheck.running(sql, MOST_PROBLEMS));
    report(
        "hold %s was not charged and its key is answered", KeysCheck.answered(sql, MOST_PROBLEMS));
    return new Integrity(
        sql.fetchCount(TOLLGATE_ACCOUNT),
        sql.fetchCount(TOLLGATE_TRANSFER),
        sql.fetchCount(TOLLGATE_HOLD, TOLLGATE_HOLD.STATE.eq(HoldState.HELD.name())),
        problems);
  }

  /** What an account has is what its transfers brought, less what they took; likewise its parts. */
  private void checkBalances() {
    Field<BigDecimal> moved = total(signed());
    Field<BigDecimal> charged =
        total(DSL.when(TOLLGATE_TRANSFER.KIND.eq(Kind.USAGE.wire()), TOLLGATE_TRANSFER.AMOUNT));
    report(
        "account %s does not have what its transfers sum up to",
        sql.select(TOLLGATE_ACCOUNT.ID)
            .from(TOLLGATE_ACCOUNT)
            .leftJoin(TOLLGATE_TRANSFER)
            .on(TOLLGATE_TRANSFER.ACCOUNT.eq(TOLLGATE_ACCOUNT.ID))
            .groupBy(
                TOLLGATE_ACCOUNT.ID,
                TOLLGATE_ACCOUNT.POSTED,
                TOLLGATE_ACCOUNT.CREDITED,
                TOLLGATE_ACCOUNT.CHARGED)
            .having(TOLLGATE_ACCOUNT.POSTED.cast(BigDecimal.class).ne(moved))
            .or(TOLLGATE_ACCOUNT.CHARGED.cast(BigDecimal.class).ne(charged))
            .or(TOLLGATE_ACCOUNT.CREDITED.cast(BigDecimal.class).ne(moved.plus(charged)))
            .limit(MOST_PROBLEMS));
    report(
        "transfer %s belongs to no account",
        sql.select(TOLLGATE_TRANSFER.ID)
            .from(TOLLGATE_TRANSFER)
            .whereNotExists(
                sql.selectOne()
                    .from(TOLLGATE_ACCOUNT)
                    .where(TOLLGATE_ACCOUNT.ID.eq(TOLLGATE_TRANSFER.ACCOUNT)))
            .limit(MOST_PROBLEMS));
  }

  /** Line by line: the balance of an entry is that of the one before it and its own amount. */
  private void checkRunningBalances() {
    Field<BigDecimal> running =
        DSL.sum(signed())
            .over(
                DSL.partitionBy(TOLLGATE_TRANSFER.ACCOUNT)
                    .orderBy(TOLLGATE_TRANSFER.ENTRY)
                    .rowsUnboundedPreceding())
            .as("running");
    var lines =
        DSL.select(TOLLGATE_TRANSFER.ID, TOLLGATE_TRANSFER.BALANCE, running)
            .from(TOLLGATE_TRANSFER)
            .asTable("lines");
    report(
        "transfer %s shows a balance that its account did not have",
        sql.select(lines.field(TOLLGATE_TRANSFER.ID))
            .from(lines)
            .where(
                DSL.field(DSL.name("lines", "balance"), BigDecimal.class)
                    .ne(DSL.field(DSL.name("lines", "running"), BigDecimal.class)))
            .limit(MOST_PROBLEMS));
  }

  /** What an account has reserved is what its open holds hold. */
  private void checkReserves() {
    report(
        "account %s has reserved something else than its open holds",
        sql.select(TOLLGATE_ACCOUNT.ID)
            .from(TOLLGATE_ACCOUNT)
            .leftJoin(TOLLGATE_HOLD)
            .on(TOLLGATE_HOLD.ACCOUNT.eq(TOLLGATE_ACCOUNT.ID))
            .and(TOLLGATE_HOLD.STATE.eq(HoldState.HELD.name()))
            .groupBy(TOLLGATE_ACCOUNT.ID, TOLLGATE_ACCOUNT.RESERVED)
            .having(
                TOLLGATE_ACCOUNT.RESERVED.cast(BigDecimal.class).ne(total(TOLLGATE_HOLD.AMOUNT)))
            .limit(MOST_PROBLEMS));
  }

  /** A hold has usage if and only if it was settled, and was charged no more than it held. */
  private void checkEnds() {
    Condition settled = TOLLGATE_HOLD.STATE.eq(HoldState.SETTLED.name());
    report(
        "hold %s ended one way and its usage says another",
        sql.select(TOLLGATE_HOLD.ID)
            .from(TOLLGATE_HOLD)
            .leftJoin(TOLLGATE_USAGE)
            .on(TOLLGATE_USAGE.HOLD.eq(TOLLGATE_HOLD.ID))
            .where(settled.and(TOLLGATE_USAGE.HOLD.isNull()))
            .or(DSL.not(settled).and(TOLLGATE_USAGE.HOLD.isNotNull()))
            .or(TOLLGATE_USAGE.COST.gt(TOLLGATE_HOLD.AMOUNT))
            .or(TOLLGATE_USAGE.ACCOUNT.ne(TOLLGATE_HOLD.ACCOUNT))
            .limit(MOST_PROBLEMS));
  }

  /** Usage that costs has one transfer of that cost; there is no other transfer for usage. */
  private void checkPayments() {
    Condition payment =
        TOLLGATE_TRANSFER
            .ID
            .eq(TOLLGATE_USAGE.HOLD)
            .and(TOLLGATE_TRANSFER.KIND.eq(Kind.USAGE.wire()));
    report(
        "usage of hold %s was not paid for with one transfer of its cost",
        sql.select(TOLLGATE_USAGE.HOLD)
            .from(TOLLGATE_USAGE)
            .leftJoin(TOLLGATE_TRANSFER)
            .on(payment)
            .where(TOLLGATE_USAGE.COST.ne(DSL.coalesce(TOLLGATE_TRANSFER.AMOUNT, DSL.inline(0L))))
            .or(TOLLGATE_TRANSFER.ACCOUNT.ne(TOLLGATE_USAGE.ACCOUNT))
            .limit(MOST_PROBLEMS));
    report(
        "transfer %s pays for usage that there is not",
        sql.select(TOLLGATE_TRANSFER.ID)
            .from(TOLLGATE_TRANSFER)
            .leftJoin(TOLLGATE_USAGE)
            .on(payment)
            .where(TOLLGATE_TRANSFER.KIND.eq(Kind.USAGE.wire()))
            .and(TOLLGATE_USAGE.HOLD.isNull())
            .and(TOLLGATE_TRANSFER.RECORDED.ge(wholeFrom.atStartOfDay(ZoneOffset.UTC).toInstant()))
            .limit(MOST_PROBLEMS));
  }

  /** The sums of each day are the sums of its usage: the two taken together cancel out. */
  private void checkDays() {
    Field<Long> plus = DSL.inline(1L);
    Field<Long> minus = DSL.inline(-1L);
    var usage =
        DSL.select(
                TOLLGATE_USAGE.ACCOUNT.as("account"),
                TOLLGATE_USAGE.USAGE_DAY.as("usage_day"),
                TOLLGATE_USAGE.MODEL.as("model"),
                TOLLGATE_USAGE.KEY_ID.as("key_id"),
                TOLLGATE_USAGE.CALL_NAME.as("call_name"),
                plus.as("requests"),
                TOLLGATE_USAGE.PROMPT_TOKENS.as("prompt"),
                TOLLGATE_USAGE.COMPLETION_TOKENS.as("completion"),
                TOLLGATE_USAGE.COST.as("cost"))
            .from(TOLLGATE_USAGE)
            .where(TOLLGATE_USAGE.USAGE_DAY.ge(wholeFrom))
            .unionAll(
                DSL.select(
                        TOLLGATE_USAGE_DAILY.ACCOUNT,
                        TOLLGATE_USAGE_DAILY.USAGE_DAY,
                        TOLLGATE_USAGE_DAILY.MODEL,
                        TOLLGATE_USAGE_DAILY.KEY_ID,
                        TOLLGATE_USAGE_DAILY.CALL_NAME,
                        TOLLGATE_USAGE_DAILY.REQUESTS.times(minus),
                        TOLLGATE_USAGE_DAILY.PROMPT_TOKENS.times(minus),
                        TOLLGATE_USAGE_DAILY.COMPLETION_TOKENS.times(minus),
                        TOLLGATE_USAGE_DAILY.COST.times(minus))
                    .from(TOLLGATE_USAGE_DAILY)
                    .where(TOLLGATE_USAGE_DAILY.USAGE_DAY.ge(wholeFrom)))
            .asTable("both");
    BigDecimal none = BigDecimal.ZERO;
    report(
        "account %s has a day whose sums are not those of its usage",
        sql.select(usage.field("account"))
            .from(usage)
            .groupBy(
                usage.field("account"),
                usage.field("usage_day"),
                usage.field("model"),
                usage.field("key_id"),
                usage.field("call_name"))
            .having(total(column("requests")).ne(none))
            .or(total(column("prompt")).ne(none))
            .or(total(column("completion")).ne(none))
            .or(total(column("cost")).ne(none))
            .limit(MOST_PROBLEMS));
  }

  /** What the sums of all days charge an account, also without details, is what it paid. */
  private void checkSums() {
    var both =
        DSL.select(TOLLGATE_TRANSFER.ACCOUNT.as("account"), TOLLGATE_TRANSFER.AMOUNT.as("cost"))
            .from(TOLLGATE_TRANSFER)
            .where(TOLLGATE_TRANSFER.KIND.eq(Kind.USAGE.wire()))
            .unionAll(
                DSL.select(
                        TOLLGATE_USAGE_DAILY.ACCOUNT,
                        TOLLGATE_USAGE_DAILY.COST.times(DSL.inline(-1L)))
                    .from(TOLLGATE_USAGE_DAILY))
            .asTable("both");
    report(
        "account %s paid something else than the sums of its days",
        sql.select(both.field("account"))
            .from(both)
            .groupBy(both.field("account"))
            .having(total(column("cost")).ne(BigDecimal.ZERO))
            .limit(MOST_PROBLEMS));
  }

  /** What a key spent of its budget is what the sums of its days say. */
  private void checkSpending() {
    report(
        // It may have more: what was charged while the clock was set back is of an earlier day.
        "key %s spent less of its budget than the sums of its days",
        sql.select(TOLLGATE_KEY_SPENDING.KEY_ID)
            .from(TOLLGATE_KEY_SPENDING)
            .leftJoin(TOLLGATE_USAGE_DAILY)
            .on(TOLLGATE_USAGE_DAILY.KEY_ID.eq(TOLLGATE_KEY_SPENDING.KEY_ID))
            .and(TOLLGATE_USAGE_DAILY.USAGE_DAY.ge(TOLLGATE_KEY_SPENDING.SINCE))
            .groupBy(
                TOLLGATE_KEY_SPENDING.KEY_ID,
                TOLLGATE_KEY_SPENDING.BUDGET_RESET,
                TOLLGATE_KEY_SPENDING.SPENT)
            .having(
                TOLLGATE_KEY_SPENDING
                    .SPENT
                    .cast(BigDecimal.class)
                    .lt(total(TOLLGATE_USAGE_DAILY.COST)))
            .limit(MOST_PROBLEMS));
  }

  private void report(String sentence, ResultQuery<? extends Record> broken) {
    for (Record row : broken) {
      if (problems.size() == MOST_PROBLEMS) {
        return;
      }
      problems.add(String.format(sentence, row.get(0)));
    }
  }

  /** What a transfer brought its account; negative where it took. */
  private static Field<Long> signed() {
    return DSL.when(
            TOLLGATE_TRANSFER.CREDIT.eq(TOLLGATE_TRANSFER.ACCOUNT), TOLLGATE_TRANSFER.AMOUNT)
        .otherwise(TOLLGATE_TRANSFER.AMOUNT.neg());
  }

  private static Field<BigDecimal> total(Field<Long> column) {
    return DSL.coalesce(DSL.sum(column), DSL.inline(BigDecimal.ZERO));
  }

  /** A column of a derived table. */
  private static Field<Long> column(String name) {
    return DSL.field(DSL.name(name), Long.class);
  }
}
