package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_TRANSFER;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE_DAILY;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The statements that every request runs, rendered once: rendering them again each time costs
 * several times what running them does.
 *
 * <p>The order of the parameters stands at each.
 */
final class HotSql {

  private final DSLContext sql;

  HotSql(DSLContext sql) {
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

  /** Account; gives posted and reserved. */
  String balance() {
    return sql.select(TOLLGATE_ACCOUNT.POSTED, TOLLGATE_ACCOUNT.RESERVED)
        .from(TOLLGATE_ACCOUNT)
        .where(TOLLGATE_ACCOUNT.ID.eq(text()))
        .getSQL();
  }

  /**
   * An array of accounts, an array of holds; locks those accounts and the accounts of those, and
   * gives id, posted and reserved.
   */
  String lockAccounts() {
    Field<String[]> owners =
        DSL.array(
            DSL.select(TOLLGATE_HOLD.ACCOUNT).from(TOLLGATE_HOLD).where(isOneOf(TOLLGATE_HOLD.ID)));
    // As one array: with an OR between the two it would look at every account that there is.
    return sql.select(TOLLGATE_ACCOUNT.ID, TOLLGATE_ACCOUNT.POSTED, TOLLGATE_ACCOUNT.RESERVED)
        .from(TOLLGATE_ACCOUNT)
        .where(
            DSL.condition(
                "{0} = any ({1} || {2})", TOLLGATE_ACCOUNT.ID, DSL.val(new String[0]), owners))
        .orderBy(TOLLGATE_ACCOUNT.ID)
        .forUpdate()
        .getSQL();
  }

  /** The columns in the order of the table, without {@code ended}. */
  String insertHold() {
    return insertAll(
        TOLLGATE_HOLD,
        List.of(
            TOLLGATE_HOLD.ID,
            TOLLGATE_HOLD.ACCOUNT,
            TOLLGATE_HOLD.KEY_ID,
            TOLLGATE_HOLD.REQUEST_ID,
            TOLLGATE_HOLD.MODEL,
            TOLLGATE_HOLD.CALL_NAME,
            TOLLGATE_HOLD.PRICE_INPUT,
            TOLLGATE_HOLD.PRICE_CACHED_INPUT,
            TOLLGATE_HOLD.PRICE_OUTPUT,
            TOLLGATE_HOLD.AMOUNT,
            TOLLGATE_HOLD.STATE,
            TOLLGATE_HOLD.EPOCH,
            TOLLGATE_HOLD.CREATED,
            TOLLGATE_HOLD.EXPIRES));
  }

  /** An array of ids; gives the components of {@link HoldRow}. */
  String holds() {
    return sql.select(
            TOLLGATE_HOLD.ID,
            TOLLGATE_HOLD.ACCOUNT,
            TOLLGATE_HOLD.KEY_ID,
            TOLLGATE_HOLD.REQUEST_ID,
            TOLLGATE_HOLD.MODEL,
            TOLLGATE_HOLD.CALL_NAME,
            TOLLGATE_HOLD.AMOUNT,
            TOLLGATE_HOLD.STATE)
        .from(TOLLGATE_HOLD)
        .where(isOneOf(TOLLGATE_HOLD.ID))
        .getSQL();
  }

  /** Hold; gives the tokens, the flag and the cost. */
  String usage() {
    return sql.select(
            TOLLGATE_USAGE.PROMPT_TOKENS,
            TOLLGATE_USAGE.COMPLETION_TOKENS,
            TOLLGATE_USAGE.CACHED_TOKENS,
            TOLLGATE_USAGE.REASONING_TOKENS,
            TOLLGATE_USAGE.ESTIMATED,
            TOLLGATE_USAGE.COST)
        .from(TOLLGATE_USAGE)
        .where(TOLLGATE_USAGE.HOLD.eq(text()))
        .getSQL();
  }

  /** Hold; gives what was paid for it. */
  String transfer() {
    return sql.select(TOLLGATE_TRANSFER.AMOUNT)
        .from(TOLLGATE_TRANSFER)
        .where(TOLLGATE_TRANSFER.ID.eq(text()))
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

  /** An array of accounts; gives id and posted. */
  String posted() {
    return sql.select(TOLLGATE_ACCOUNT.ID, TOLLGATE_ACCOUNT.POSTED)
        .from(TOLLGATE_ACCOUNT)
        .where(isOneOf(TOLLGATE_ACCOUNT.ID))
        .getSQL();
  }

  /** Id, account, debit, credit, amount, kind, balance, recorded, request id. */
  String insertTransfer() {
    return insertAll(
        TOLLGATE_TRANSFER,
        List.of(
            TOLLGATE_TRANSFER.ID,
            TOLLGATE_TRANSFER.ACCOUNT,
            TOLLGATE_TRANSFER.DEBIT,
            TOLLGATE_TRANSFER.CREDIT,
            TOLLGATE_TRANSFER.AMOUNT,
            TOLLGATE_TRANSFER.KIND,
            TOLLGATE_TRANSFER.BALANCE,
            TOLLGATE_TRANSFER.RECORDED,
            TOLLGATE_TRANSFER.REQUEST_ID));
  }

  /** The columns in the order of the table. */
  String insertUsage() {
    return insertAll(TOLLGATE_USAGE, List.of(TOLLGATE_USAGE.fields()));
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
    return insert(
        TOLLGATE_USAGE_DAILY,
        List.of(
            TOLLGATE_USAGE_DAILY.REQUESTS,
            TOLLGATE_USAGE_DAILY.PROMPT_TOKENS,
            TOLLGATE_USAGE_DAILY.COMPLETION_TOKENS,
            TOLLGATE_USAGE_DAILY.COST,
            TOLLGATE_USAGE_DAILY.ACCOUNT,
            TOLLGATE_USAGE_DAILY.USAGE_DAY,
            TOLLGATE_USAGE_DAILY.MODEL,
            TOLLGATE_USAGE_DAILY.KEY_ID,
            TOLLGATE_USAGE_DAILY.CALL_NAME));
  }

  private String insert(Table<?> table, List<Field<?>> columns) {
    return sql.insertInto(table)
        .columns(columns)
        .values(Collections.nCopies(columns.size(), null))
        .getSQL();
  }

  private String insertAll(Table<?> table, List<Field<?>> columns) {
    return sql.insertInto(table).columns(columns).select(sql.select().from(rows(columns))).getSQL();
  }

  /** Rows whose columns are the parameters, an array each, as {@link Columns} binds them. */
  static Table<Record> rows(List<Field<?>> columns) {
    List<Field<?>> arrays = new ArrayList<>();
    columns.forEach(column -> arrays.add(DSL.cast(DSL.val((Object) null), arrayOf(column))));
    return DSL.table("unnest({0})", DSL.list(arrays));
  }

  /** Without the length of a text: a cast would cut what is longer, and say nothing. */
  private static DataType<?> arrayOf(Field<?> column) {
    DataType<?> type = column.getDataType();
    return (type.isString() ? SQLDataType.VARCHAR : type).array();
  }

  private static Field<Long> sum(TableField<Record, Long> column) {
    return column.plus(number());
  }

  private static Field<Long> number() {
    return DSL.val(0L);
  }

  private static Field<String> text() {
    return DSL.val("");
  }

  /** One parameter for any number of texts; jOOQ's own form has one for each on H2. */
  private static Condition isOneOf(Field<String> column) {
    return DSL.condition("{0} = any ({1})", column, DSL.val(new String[0]));
  }
}
