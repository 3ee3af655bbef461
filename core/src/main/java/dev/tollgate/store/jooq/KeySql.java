package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_API_KEY;
import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_KEY_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_KEY_MINUTE;
import static dev.tollgate.store.schema.Tables.TOLLGATE_KEY_SPENDING;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE_DAILY;

import java.time.LocalDate;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The statements of keys that have limits of their own, rendered once.
 *
 * <p>The order of the parameters stands at each.
 */
final class KeySql {

  private static final Field<String> TEXT = DSL.val("");
  private static final Field<Long> NUMBER = DSL.val(0L);
  private static final Field<LocalDate> DAY = DSL.val(LocalDate.EPOCH);

  private final DSLContext sql;

  KeySql(DSLContext sql) {
    this.sql = sql;
  }

  /**
   * Key; gives its holds with the most tokens they can take and their minute, their states and
   * amounts, which are null where there is none, and the tokens that they took.
   */
  String holds() {
    return sql.select(
            TOLLGATE_KEY_HOLD.HOLD,
            TOLLGATE_KEY_HOLD.TOKENS,
            TOLLGATE_KEY_HOLD.IN_MINUTE,
            TOLLGATE_HOLD.STATE,
            TOLLGATE_HOLD.AMOUNT,
            TOLLGATE_USAGE.PROMPT_TOKENS.plus(TOLLGATE_USAGE.COMPLETION_TOKENS))
        .from(TOLLGATE_KEY_HOLD)
        .leftJoin(TOLLGATE_HOLD)
        .on(TOLLGATE_HOLD.ID.eq(TOLLGATE_KEY_HOLD.HOLD))
        .leftJoin(TOLLGATE_USAGE)
        .on(TOLLGATE_USAGE.HOLD.eq(TOLLGATE_KEY_HOLD.HOLD))
        .where(TOLLGATE_KEY_HOLD.KEY_ID.eq(TEXT))
        .getSQL();
  }

  /** Hold, key, tokens, minute. */
  String note() {
    return sql.insertInto(TOLLGATE_KEY_HOLD)
        .columns(
            TOLLGATE_KEY_HOLD.HOLD,
            TOLLGATE_KEY_HOLD.KEY_ID,
            TOLLGATE_KEY_HOLD.TOKENS,
            TOLLGATE_KEY_HOLD.IN_MINUTE)
        .values(TEXT, TEXT, NUMBER, NUMBER)
        .getSQL();
  }

  /** Minute, hold. */
  String bringBack() {
    return sql.update(TOLLGATE_KEY_HOLD)
        .set(TOLLGATE_KEY_HOLD.IN_MINUTE, NUMBER)
        .where(TOLLGATE_KEY_HOLD.HOLD.eq(TEXT))
        .getSQL();
  }

  /** Hold. */
  String delete() {
    return sql.deleteFrom(TOLLGATE_KEY_HOLD).where(TOLLGATE_KEY_HOLD.HOLD.eq(TEXT)).getSQL();
  }

  /** Key; gives the minutes and the tokens that ended holds made in them took. */
  String minutes() {
    return sql.select(TOLLGATE_KEY_MINUTE.IN_MINUTE, TOLLGATE_KEY_MINUTE.TOKENS)
        .from(TOLLGATE_KEY_MINUTE)
        .where(TOLLGATE_KEY_MINUTE.KEY_ID.eq(TEXT))
        .getSQL();
  }

  /** Tokens, key, minute. */
  String changeMinute() {
    return sql.update(TOLLGATE_KEY_MINUTE)
        .set(TOLLGATE_KEY_MINUTE.TOKENS, NUMBER)
        .where(TOLLGATE_KEY_MINUTE.KEY_ID.eq(TEXT))
        .and(TOLLGATE_KEY_MINUTE.IN_MINUTE.eq(NUMBER))
        .getSQL();
  }

  /** Tokens, key, minute. */
  String startMinute() {
    return sql.insertInto(TOLLGATE_KEY_MINUTE)
        .columns(
            TOLLGATE_KEY_MINUTE.TOKENS, TOLLGATE_KEY_MINUTE.KEY_ID, TOLLGATE_KEY_MINUTE.IN_MINUTE)
        .values(NUMBER, TEXT, NUMBER)
        .getSQL();
  }

  /** Key, minute. */
  String deleteMinute() {
    return sql.deleteFrom(TOLLGATE_KEY_MINUTE)
        .where(TOLLGATE_KEY_MINUTE.KEY_ID.eq(TEXT))
        .and(TOLLGATE_KEY_MINUTE.IN_MINUTE.eq(NUMBER))
        .getSQL();
  }

  /** Key, reset; gives since when what was spent. */
  String spending() {
    return sql.select(TOLLGATE_KEY_SPENDING.SINCE, TOLLGATE_KEY_SPENDING.SPENT)
        .from(TOLLGATE_KEY_SPENDING)
        .where(TOLLGATE_KEY_SPENDING.KEY_ID.eq(TEXT))
        .and(TOLLGATE_KEY_SPENDING.BUDGET_RESET.eq(TEXT))
        .getSQL();
  }

  /** Since, spent, key, reset. */
  String spend() {
    return sql.update(TOLLGATE_KEY_SPENDING)
        .set(TOLLGATE_KEY_SPENDING.SINCE, DAY)
        .set(TOLLGATE_KEY_SPENDING.SPENT, NUMBER)
        .where(TOLLGATE_KEY_SPENDING.KEY_ID.eq(TEXT))
        .and(TOLLGATE_KEY_SPENDING.BUDGET_RESET.eq(TEXT))
        .getSQL();
  }

  /** Since, spent, key, reset. */
  String startSpending() {
    return sql.insertInto(TOLLGATE_KEY_SPENDING)
        .columns(
            TOLLGATE_KEY_SPENDING.SINCE,
            TOLLGATE_KEY_SPENDING.SPENT,
            TOLLGATE_KEY_SPENDING.KEY_ID,
            TOLLGATE_KEY_SPENDING.BUDGET_RESET)
        .values(DAY, NUMBER, TEXT, TEXT)
        .getSQL();
  }

  /** Account, first day, key; gives what its usage since then cost. */
  String charged() {
    return sql.select(DSL.coalesce(DSL.sum(TOLLGATE_USAGE_DAILY.COST), DSL.inline(0L)))
        .from(TOLLGATE_USAGE_DAILY)
        .where(TOLLGATE_USAGE_DAILY.ACCOUNT.eq(TEXT))
        .and(TOLLGATE_USAGE_DAILY.USAGE_DAY.ge(DAY))
        .and(TOLLGATE_USAGE_DAILY.KEY_ID.eq(TEXT))
        .getSQL();
  }

  /** Key; gives when its budget begins anew, null without one. */
  String reset() {
    return sql.select(TOLLGATE_API_KEY.BUDGET_RESET)
        .from(TOLLGATE_API_KEY)
        .where(TOLLGATE_API_KEY.ID.eq(TEXT))
        .getSQL();
  }
}
