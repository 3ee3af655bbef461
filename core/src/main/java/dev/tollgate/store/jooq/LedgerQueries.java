package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_TRANSFER;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE_DAILY;

import dev.tollgate.ledger.AccountId;
import dev.tollgate.ledger.UsageQuery;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record5;
import org.jooq.ResultQuery;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The statements that read the ledger: each is led by an index to the rows that it shows or sums,
 * however many there are of other accounts and other days.
 */
final class LedgerQueries {

  private LedgerQueries() {}

  static ResultQuery<Record> account(DSLContext sql, AccountId id) {
    return sql.selectFrom(TOLLGATE_ACCOUNT).where(TOLLGATE_ACCOUNT.ID.eq(id.value()));
  }

  /**
   * A page of accounts in the order of their ids.
   *
   * @param last the id before the first of the page; null for the first page
   */
  static ResultQuery<Record> accounts(DSLContext sql, @Nullable String last, int rows) {
    return sql.selectFrom(TOLLGATE_ACCOUNT)
        .where(last == null ? DSL.noCondition() : TOLLGATE_ACCOUNT.ID.gt(last))
        .orderBy(TOLLGATE_ACCOUNT.ID)
        .limit(rows);
  }

  /**
   * A page of an account's transfers, newest first.
   *
   * @param last the number of the entry before the first of the page; null for the first page
   */
  static ResultQuery<Record> entries(
      DSLContext sql, AccountId account, @Nullable Long last, int rows) {
    Condition rest = last == null ? DSL.noCondition() : TOLLGATE_TRANSFER.ENTRY.lt(last);
    return sql.selectFrom(TOLLGATE_TRANSFER)
        .where(TOLLGATE_TRANSFER.ACCOUNT.eq(account.value()))
        .and(rest)
        // By both columns of the index, though the first is the same in all: by the second alone H2
        // reads all entries of the account and sorts them.
        .orderBy(TOLLGATE_TRANSFER.ACCOUNT.desc(), TOLLGATE_TRANSFER.ENTRY.desc())
        .limit(rows);
  }

  /** Group, requests, prompt tokens, completion tokens, cost. */
  static ResultQuery<Record5<String, Long, Long, Long, Long>> usage(
      DSLContext sql, UsageQuery query) {
    Field<?> column = column(query.groupBy());
    return sql.select(
            column.cast(String.class),
            sum(TOLLGATE_USAGE_DAILY.REQUESTS),
            sum(TOLLGATE_USAGE_DAILY.PROMPT_TOKENS),
            sum(TOLLGATE_USAGE_DAILY.COMPLETION_TOKENS),
            sum(TOLLGATE_USAGE_DAILY.COST))
        .from(TOLLGATE_USAGE_DAILY)
        .where(TOLLGATE_USAGE_DAILY.ACCOUNT.eq(query.account().value()))
        .and(TOLLGATE_USAGE_DAILY.USAGE_DAY.between(query.from(), query.to()))
        .groupBy(column)
        .orderBy(column);
  }

  private static Field<?> column(UsageQuery.GroupBy by) {
    return switch (by) {
      case DAY -> TOLLGATE_USAGE_DAILY.USAGE_DAY;
      case MODEL -> TOLLGATE_USAGE_DAILY.MODEL;
      case KEY -> TOLLGATE_USAGE_DAILY.KEY_ID;
      case CALL_NAME -> TOLLGATE_USAGE_DAILY.CALL_NAME;
    };
  }

  /** A sum of longs, which the database gives as a decimal; one that does not fit fails there. */
  private static Field<Long> sum(Field<Long> column) {
    return DSL.sum(column).cast(Long.class);
  }
}
