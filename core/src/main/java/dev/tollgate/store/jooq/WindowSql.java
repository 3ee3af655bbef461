package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_RATE_WINDOW;

import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * The statements that count requests in windows, rendered once.
 *
 * <p>The order of the parameters stands at each.
 */
final class WindowSql {

  private final DSLContext sql;
  private final String clock;

  /** With that expression for the time, in Unix seconds. */
  WindowSql(DSLContext sql, String clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** An array of subjects; gives the time and the columns in the order of the table, and locks. */
  String lock() {
    return sql.select(time())
        .select(TOLLGATE_RATE_WINDOW.fields())
        .from(TOLLGATE_RATE_WINDOW)
        .where(
            DSL.condition("{0} = any ({1})", TOLLGATE_RATE_WINDOW.SUBJECT, DSL.val(new String[0])))
        .orderBy(TOLLGATE_RATE_WINDOW.SUBJECT)
        .forUpdate()
        .getSQL();
  }

  /** A subject; a row in which nothing is counted yet, if it has none. */
  String open() {
    Field<Long> none = DSL.inline(0L);
    return sql.insertInto(TOLLGATE_RATE_WINDOW)
        .columns(TOLLGATE_RATE_WINDOW.fields())
        .select(
            DSL.select(
                DSL.val(""),
                none,
                none,
                none,
                // Of today, for a row of an old day is swept away.
                time().div(DSL.inline(86_400L)),
                none,
                none))
        .onConflictDoNothing()
        .getSQL();
  }

  /** Number, end and count of the minute, the same of the day; subject. */
  String write() {
    return sql.update(TOLLGATE_RATE_WINDOW)
        .set(TOLLGATE_RATE_WINDOW.MINUTE_NUMBER, 0L)
        .set(TOLLGATE_RATE_WINDOW.MINUTE_END, 0L)
        .set(TOLLGATE_RATE_WINDOW.IN_MINUTE, 0L)
        .set(TOLLGATE_RATE_WINDOW.DAY_NUMBER, 0L)
        .set(TOLLGATE_RATE_WINDOW.DAY_END, 0L)
        .set(TOLLGATE_RATE_WINDOW.IN_DAY, 0L)
        .where(TOLLGATE_RATE_WINDOW.SUBJECT.eq(""))
        .getSQL();
  }

  private Field<Long> time() {
    return DSL.field(clock, Long.class);
  }
}
