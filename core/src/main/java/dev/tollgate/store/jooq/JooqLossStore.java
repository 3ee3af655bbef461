package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_LOSS;

import dev.tollgate.billing.Loss;
import dev.tollgate.billing.LossStore;
import dev.tollgate.ledger.TimeOrderedIds;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Hands losses to the writer. */
final class JooqLossStore implements LossStore {

  /** How many rows one step of the sweep deletes: cheap ones, found by their key. */
  static final int STEP = 1024;

  /** In the order in which a loss is bound to them. */
  private static final List<Field<?>> COLUMNS =
      List.of(
          TOLLGATE_LOSS.ID,
          TOLLGATE_LOSS.ACCOUNT,
          TOLLGATE_LOSS.REQUEST_ID,
          TOLLGATE_LOSS.MODEL,
          TOLLGATE_LOSS.UPSTREAM,
          TOLLGATE_LOSS.REASON,
          TOLLGATE_LOSS.PROMPT_TOKENS,
          TOLLGATE_LOSS.COMPLETION_TOKENS,
          TOLLGATE_LOSS.ESTIMATED,
          TOLLGATE_LOSS.COST,
          TOLLGATE_LOSS.RECORDED);

  private final GroupCommit writer;

  JooqLossStore(GroupCommit writer) {
    this.writer = writer;
  }

  @Override
  public CompletionStage<Integer> book(List<Loss> losses) {
    List<Loss> rows = List.copyOf(losses);
    return writer.submit(pending -> new Command.Change<>(sql -> insert(sql, rows), false, pending));
  }

  private static int insert(DSLContext sql, List<Loss> losses) {
    BatchBindStep rows =
        sql.batch(
            sql.insertInto(TOLLGATE_LOSS)
                .columns(COLUMNS)
                .values(Collections.nCopies(COLUMNS.size(), null))
                // It is tried again when the answer of a commit was lost.
                .onConflictDoNothing());
    for (Loss loss : losses) {
      rows =
          rows.bind(
              loss.id(),
              loss.account(),
              loss.requestId(),
              loss.model(),
              loss.upstream(),
              loss.reason(),
              loss.used().promptTokens(),
              loss.used().completionTokens(),
              loss.used().estimated(),
              loss.cost().nanos(),
              Times.stored(loss.time()));
    }
    return rows.execute().length;
  }

  /** Deletes losses of days before that one, oldest first, at most {@link #STEP}. */
  static int trim(DSLContext sql, LocalDate wholeFrom) {
    String end =
        TimeOrderedIds.lowest(Loss.PREFIX, wholeFrom.atStartOfDay(ZoneOffset.UTC).toInstant());
    List<String> old =
        sql.select(TOLLGATE_LOSS.ID)
            .from(TOLLGATE_LOSS)
            .where(TOLLGATE_LOSS.ID.lt(end))
            .orderBy(TOLLGATE_LOSS.ID)
            .limit(STEP)
            .forUpdate()
            .skipLocked()
            .fetch(TOLLGATE_LOSS.ID);
    return old.isEmpty()
        ? 0
        : sql.deleteFrom(TOLLGATE_LOSS).where(TOLLGATE_LOSS.ID.in(old)).execute();
  }
}
