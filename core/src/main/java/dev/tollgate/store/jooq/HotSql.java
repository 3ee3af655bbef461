package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_TRANSFER;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The statements that every request runs on every database, rendered once: rendering them again
 * each time costs several times what running them does. {@link H2Sql} and {@link PostgresSql} have
 * the others.
 *
 * <p>The order of the parameters stands at each.
 */
final class HotSql {

  private final DSLContext sql;

  HotSql(DSLContext sql) {
    this.sql = sql;
  }

  /** Account; gives posted and reserved. */
  String balance() {
    return sql.select(TOLLGATE_ACCOUNT.POSTED, TOLLGATE_ACCOUNT.RESERVED)
        .from(TOLLGATE_ACCOUNT)
        .where(TOLLGATE_ACCOUNT.ID.eq(text()))
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

  private String insertAll(Table<?> table, List<Field<?>> columns) {
    return sql.insertInto(table)
        .columns(columns)
        .select(sql.select().from(Columns.rows(sql.family(), columns)))
        .getSQL();
  }

  /** A text to be bound. */
  static Field<String> text() {
    return DSL.val("");
  }

  /** One parameter for any number of texts; jOOQ's own form has one for each on H2. */
  static Condition isOneOf(Field<String> column) {
    return DSL.condition("{0} = any ({1})", column, DSL.val(new String[0]));
  }
}
