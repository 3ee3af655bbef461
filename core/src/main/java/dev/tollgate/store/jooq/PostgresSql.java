package dev.tollgate.store.jooq;

import static dev.tollgate.store.jooq.HotSql.isOneOf;
import static dev.tollgate.store.schema.Tables.TOLLGATE_ACCOUNT;
import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE_DAILY;

import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The statements of {@link HotSql}'s kind that are for PostgreSQL alone, over any number of rows:
 * each way to the server counts. Where nothing else is said their parameters are {@link Columns},
 * whose order stands at each.
 */
final class PostgresSql {

  /** The rows that the columns are of. */
  private static final String ROWS = "moved";

  private final DSLContext sql;

  PostgresSql(DSLContext sql) {
    this.sql = sql;
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

  /**
   * Hold, the state that it is in, the one that it gets, time. The first state is compared in a way
   * that leads to no index: PostgreSQL would rather look through every hold of that state.
   */
  String step() {
    Field<String> from = column("from_state", TOLLGATE_HOLD.STATE);
    return sql.update(TOLLGATE_HOLD)
        .set(TOLLGATE_HOLD.STATE, column(TOLLGATE_HOLD.STATE))
        .set(TOLLGATE_HOLD.ENDED, column(TOLLGATE_HOLD.ENDED))
        .from(moved(List.of(TOLLGATE_HOLD.ID, from, TOLLGATE_HOLD.STATE, TOLLGATE_HOLD.ENDED)))
        .where(TOLLGATE_HOLD.ID.eq(column(TOLLGATE_HOLD.ID)))
        .and(TOLLGATE_HOLD.STATE.isNotDistinctFrom(from))
        .getSQL();
  }

  /** Account, what is reserved on it, which has to be available. */
  String reserve() {
    Field<Long> amount = column(TOLLGATE_ACCOUNT.RESERVED);
    return sql.update(TOLLGATE_ACCOUNT)
        .set(TOLLGATE_ACCOUNT.RESERVED, TOLLGATE_ACCOUNT.RESERVED.plus(amount))
        .from(moved(List.of(TOLLGATE_ACCOUNT.ID, TOLLGATE_ACCOUNT.RESERVED)))
        .where(TOLLGATE_ACCOUNT.ID.eq(column(TOLLGATE_ACCOUNT.ID)))
        .and(TOLLGATE_ACCOUNT.POSTED.minus(TOLLGATE_ACCOUNT.RESERVED).ge(amount))
        .getSQL();
  }

  /** Account, cost, what is no longer reserved. */
  String charge() {
    return sql.update(TOLLGATE_ACCOUNT)
        .set(
            TOLLGATE_ACCOUNT.POSTED,
            TOLLGATE_ACCOUNT.POSTED.minus(column(TOLLGATE_ACCOUNT.CHARGED)))
        .set(
            TOLLGATE_ACCOUNT.CHARGED,
            TOLLGATE_ACCOUNT.CHARGED.plus(column(TOLLGATE_ACCOUNT.CHARGED)))
        .set(
            TOLLGATE_ACCOUNT.RESERVED,
            TOLLGATE_ACCOUNT.RESERVED.minus(column(TOLLGATE_ACCOUNT.RESERVED)))
        .from(
            moved(
                List.of(TOLLGATE_ACCOUNT.ID, TOLLGATE_ACCOUNT.CHARGED, TOLLGATE_ACCOUNT.RESERVED)))
        .where(TOLLGATE_ACCOUNT.ID.eq(column(TOLLGATE_ACCOUNT.ID)))
        .getSQL();
  }

  /** The columns in the order of the table. */
  String addToDay() {
    List<Field<?>> columns = List.of(TOLLGATE_USAGE_DAILY.fields());
    return sql.insertInto(TOLLGATE_USAGE_DAILY)
        .columns(columns)
        .select(sql.select().from(Columns.rows(sql.family(), columns)))
        .onConflict(TOLLGATE_USAGE_DAILY.getPrimaryKey().getFields())
        .doUpdate()
        .set(TOLLGATE_USAGE_DAILY.REQUESTS, sum(TOLLGATE_USAGE_DAILY.REQUESTS))
        .set(TOLLGATE_USAGE_DAILY.PROMPT_TOKENS, sum(TOLLGATE_USAGE_DAILY.PROMPT_TOKENS))
        .set(TOLLGATE_USAGE_DAILY.COMPLETION_TOKENS, sum(TOLLGATE_USAGE_DAILY.COMPLETION_TOKENS))
        .set(TOLLGATE_USAGE_DAILY.COST, sum(TOLLGATE_USAGE_DAILY.COST))
        .getSQL();
  }

  private Table<Record> moved(List<Field<?>> columns) {
    List<String> names = new ArrayList<>();
    columns.forEach(column -> names.add(column.getName()));
    return Columns.rows(sql.family(), columns).as(ROWS, names.toArray(String[]::new));
  }

  private static <T> Field<T> column(TableField<Record, T> like) {
    return column(like.getName(), like);
  }

  private static <T> Field<T> column(String name, TableField<Record, T> like) {
    return DSL.field(DSL.name(ROWS, name), like.getDataType());
  }

  private static Field<Long> sum(TableField<Record, Long> column) {
    return column.plus(DSL.excluded(column));
  }
}
