package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_LOSS;

import dev.tollgate.billing.Loss;
import dev.tollgate.billing.LossStore;
import dev.tollgate.ledger.TimeOrderedIds;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jooq.DSLContext;
import org.jooq.Query;

/** Hands losses to the writer. */
final class JooqLossStore implements LossStore {

  /** How many rows one step of the sweep deletes: cheap ones, found by their key. */
  static final int STEP = 1024;

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
    return sql.batch(losses.stream().map(loss -> insertion(sql, loss)).toList()).execute().length;
  }

  private static Query insertion(DSLContext sql, Loss loss) {
    return sql.insertInto(TOLLGATE_LOSS)
        .set(TOLLGATE_LOSS.ID, loss.id())
        .set(TOLLGATE_LOSS.ACCOUNT, loss.account())
        .set(TOLLGATE_LOSS.REQUEST_ID, loss.requestId())
        .set(TOLLGATE_LOSS.MODEL, loss.model())
        .set(TOLLGATE_LOSS.UPSTREAM, loss.upstream())
        .set(TOLLGATE_LOSS.REASON, loss.reason())
        .set(TOLLGATE_LOSS.PROMPT_TOKENS, loss.used().promptTokens())
        .set(TOLLGATE_LOSS.COMPLETION_TOKENS, loss.used().completionTokens())
        .set(TOLLGATE_LOSS.ESTIMATED, loss.used().estimated())
        .set(TOLLGATE_LOSS.COST, loss.cost().nanos())
        .set(TOLLGATE_LOSS.RECORDED, Times.stored(loss.time()))
        // It is tried again when the answer of a commit was lost.
        .onConflictDoNothing();
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
