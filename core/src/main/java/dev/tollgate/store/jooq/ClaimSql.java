package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_IDEMPOTENCY;
import static dev.tollgate.store.schema.Tables.TOLLGATE_IDEMPOTENCY_BODY;

import java.util.Collections;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * The statements of requests with a key, rendered once; the order of the parameters stands at each.
 */
final class ClaimSql {

  /** An array of scopes; gives the components of {@link ClaimRow}. */
  final String find;

  /** The columns in the order of the table. */
  final String insert;

  /** Status, content type, expiry; scope, holder: of a claim that runs. */
  final String finish;

  /** Scope; deletes what stands there. */
  final String remove;

  /** Holder; deletes the body of its answer. */
  final String removeBody;

  /** An array of holders; frees the keys of those that run. */
  final String free;

  /** Holder, piece, bytes. */
  final String insertBody;

  /** Holder; gives the pieces in their order. */
  final String body;

  ClaimSql(DSLContext sql) {
    find =
        sql.select(
                TOLLGATE_IDEMPOTENCY.SCOPE,
                TOLLGATE_IDEMPOTENCY.FINGERPRINT,
                TOLLGATE_IDEMPOTENCY.HOLDER,
                TOLLGATE_IDEMPOTENCY.EPOCH,
                TOLLGATE_IDEMPOTENCY.STATE,
                TOLLGATE_IDEMPOTENCY.STATUS,
                TOLLGATE_IDEMPOTENCY.CONTENT_TYPE,
                TOLLGATE_IDEMPOTENCY.CREATED,
                TOLLGATE_IDEMPOTENCY.EXPIRES)
            .from(TOLLGATE_IDEMPOTENCY)
            .where(isOneOf(TOLLGATE_IDEMPOTENCY.SCOPE))
            .getSQL();
    insert = insert(sql, TOLLGATE_IDEMPOTENCY, List.of(TOLLGATE_IDEMPOTENCY.fields()));
    finish =
        sql.update(TOLLGATE_IDEMPOTENCY)
            .set(TOLLGATE_IDEMPOTENCY.STATE, DSL.inline(ClaimState.FINISHED.name()))
            .set(TOLLGATE_IDEMPOTENCY.STATUS, DSL.val(null, TOLLGATE_IDEMPOTENCY.STATUS))
            .set(TOLLGATE_IDEMPOTENCY.CONTENT_TYPE, text())
            .set(TOLLGATE_IDEMPOTENCY.EXPIRES, DSL.val(null, TOLLGATE_IDEMPOTENCY.EXPIRES))
            .where(TOLLGATE_IDEMPOTENCY.SCOPE.eq(text()))
            .and(TOLLGATE_IDEMPOTENCY.HOLDER.eq(text()))
            .and(TOLLGATE_IDEMPOTENCY.STATE.eq(DSL.inline(ClaimState.RUNNING.name())))
            .getSQL();
    remove =
        sql.deleteFrom(TOLLGATE_IDEMPOTENCY).where(TOLLGATE_IDEMPOTENCY.SCOPE.eq(text())).getSQL();
    removeBody =
        sql.deleteFrom(TOLLGATE_IDEMPOTENCY_BODY)
            .where(TOLLGATE_IDEMPOTENCY_BODY.HOLDER.eq(text()))
            .getSQL();
    free =
        sql.deleteFrom(TOLLGATE_IDEMPOTENCY)
            .where(isOneOf(TOLLGATE_IDEMPOTENCY.HOLDER))
            .and(TOLLGATE_IDEMPOTENCY.STATE.eq(DSL.inline(ClaimState.RUNNING.name())))
            .getSQL();
    insertBody =
        insert(sql, TOLLGATE_IDEMPOTENCY_BODY, List.of(TOLLGATE_IDEMPOTENCY_BODY.fields()));
    body =
        sql.select(TOLLGATE_IDEMPOTENCY_BODY.BYTES)
            .from(TOLLGATE_IDEMPOTENCY_BODY)
            .where(TOLLGATE_IDEMPOTENCY_BODY.HOLDER.eq(text()))
            .orderBy(TOLLGATE_IDEMPOTENCY_BODY.PIECE)
            .getSQL();
  }

  private static String insert(DSLContext sql, Table<?> table, List<Field<?>> columns) {
    return sql.insertInto(table)
        .columns(columns)
        .values(Collections.nCopies(columns.size(), null))
        .getSQL();
  }

  private static Field<String> text() {
    return DSL.val("");
  }

  private static Condition isOneOf(Field<String> column) {
    return DSL.condition("{0} = any ({1})", column, DSL.val(new String[0]));
  }
}
