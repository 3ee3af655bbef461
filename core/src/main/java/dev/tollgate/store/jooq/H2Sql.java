package dev.tollgate.store.jooq;

import static dev.tollgate.store.jooq.HotSql.isOneOf;
import static dev.tollgate.store.jooq.HotSql.text;
import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE_DAILY;

import java.util.Collections;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The statements of {@link HotSql}'s kind that are for H2 alone, a row each: to run one more costs
 * no way to a server. The order of the parameters stands at each.
 */
final class H2Sql {

  private final DSLContext sql;

  H2Sql(DSLContext sql) {
    this.sql = sql;
  }

  /** Amount, account, what has to be available. */
  String reserve() {
    return sql.update(TOLLGATE_ACCOUNT)
        .set(TOLLGATE_ACCOUNT.RESERVED, TOLLGATE_ACCOUNT.RESERVED.plus(number()))
        .where(TOLLGATE_ACCOUNT.ID.eq(text()))
        .and(TOLLGATE_ACCOUNT.POSTED.minus(TOLLGATE_ACCOUNT.RESERVED).ge(number()))
        .getSQL();
  }

  /** An array of accounts; gives id and posted. */
  String posted() {
    return sql.select(TOLLGATE_ACCOUNT.ID, TOLLGATE_ACCOUNT.POSTED)
        .from(TOLLGATE_ACCOUNT)
        .where(isOneOf(TOLLGATE_ACCOUNT.ID))
        .getSQL();
  }

  /**
   * New state, time, an array of ids, an array of the states that none of them may be in: told by
   * the state that all are in, a database may rather look through every hold of that state.
   */
  String endHolds() {
    return sql.update(TOLLGATE_HOLD)
        .set(TOLLGATE_HOLD.STATE, text())
        .set(TOLLGATE_HOLD.ENDED, DSL.val(null, TOLLGATE_HOLD.ENDED))
        .where(isOneOf(TOLLGATE_HOLD.ID))
        .and(DSL.condition("{0} <> all ({1})", TOLLGATE_HOLD.STATE, DSL.val(new String[0])))
        .getSQL();
  }

  /** Cost, cost again, what is no longer reserved, account. */
  String charge() {
    return sql.update(TOLLGATE_ACCOUNT)
        .set(TOLLGATE_ACCOUNT.POSTED, TOLLGATE_ACCOUNT.POSTED.minus(number()))
        .set(TOLLGATE_ACCOUNT.CHARGED, TOLLGATE_ACCOUNT.CHARGED.plus(number()))
        .set(TOLLGATE_ACCOUNT.RESERVED, TOLLGATE_ACCOUNT.RESERVED.minus(number()))
        .where(TOLLGATE_ACCOUNT.ID.eq(text()))
        .getSQL();
  }

  /** Requests, prompt and completion tokens, cost; account, day, model, key, call name. */
  String addToDay() {
    return sql.update(TOLLGATE_USAGE_DAILY)
        .set(TOLLGATE_USAGE_DAILY.REQUESTS, sum(TOLLGATE_USAGE_DAILY.REQUESTS))
        .set(TOLLGATE_USAGE_DAILY.PROMPT_TOKENS, sum(TOLLGATE_USAGE_DAILY.PROMPT_TOKENS))
        .set(TOLLGATE_USAGE_DAILY.COMPLETION_TOKENS, sum(TOLLGATE_USAGE_DAILY.COMPLETION_TOKENS))
        .set(TOLLGATE_USAGE_DAILY.COST, sum(TOLLGATE_USAGE_DAILY.COST))
        .where(TOLLGATE_USAGE_DAILY.ACCOUNT.eq(text()))
        .and(TOLLGATE_USAGE_DAILY.USAGE_DAY.eq(DSL.val(null, TOLLGATE_USAGE_DAILY.USAGE_DAY)))
        .and(TOLLGATE_USAGE_DAILY.MODEL.eq(text()))
        .and(TOLLGATE_USAGE_DAILY.KEY_ID.eq(text()))
        .and(TOLLGATE_USAGE_DAILY.CALL_NAME.eq(text()))
        .getSQL();
  }

  /** The parameters of {@link #addToDay}, in the same order. */
  String startDay() {
    List<Field<?>> columns =
        List.of(
            TOLLGATE_USAGE_DAILY.REQUESTS,
            TOLLGATE_USAGE_DAILY.PROMPT_TOKENS,
            TOLLGATE_USAGE_DAILY.COMPLETION_TOKENS,
            TOLLGATE_USAGE_DAILY.COST,
            TOLLGATE_USAGE_DAILY.ACCOUNT,
            TOLLGATE_USAGE_DAILY.USAGE_DAY,
            TOLLGATE_USAGE_DAILY.MODEL,
            TOLLGATE_USAGE_DAILY.KEY_ID,
            TOLLGATE_USAGE_DAILY.CALL_NAME);
    return sql.insertInto(TOLLGATE_USAGE_DAILY)
        .columns(columns)
        .values(Collections.nCopies(columns.size(), null))
        .getSQL();
  }

  private static Field<Long> sum(TableField<Record, Long> column) {
    return column.plus(number());
  }

  private static Field<Long> number() {
    return DSL.val(0L);
  }
}
