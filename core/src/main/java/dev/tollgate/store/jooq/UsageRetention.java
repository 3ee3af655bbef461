package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_HOLD;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE;
import static dev.tollgate.store.schema.Tables.TOLLGATE_USAGE_KEPT;

import dev.tollgate.ledger.HoldId;
import dev.tollgate.ledger.TimeOrderedIds;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.ResultQuery;

/**
 * Deletes the details of usage that are old enough, a few rows at a time. What was moved and the
 * sums of each day stay for ever.
 */
final class UsageRetention {

  private UsageRetention() {}

  /**
   * Deletes details of days before that one, oldest first, at most {@link Expiry#STEP}; tells how
   * many. Notes first, in the same transaction, that details are whole from that day on only.
   */
  static int trim(DSLContext sql, LocalDate wholeFrom) {
    List<String> old = new ArrayList<>(candidates(sql, wholeFrom).fetch(TOLLGATE_USAGE.HOLD));
    if (old.isEmpty() || !note(sql, wholeFrom)) {
      return 0;
    }
    // As long as a hold has its row, a repeat of its end asks for its usage.
    old.removeAll(
        sql.select(TOLLGATE_HOLD.ID)
            .from(TOLLGATE_HOLD)
            .where(TOLLGATE_HOLD.ID.in(old))
            .fetch(TOLLGATE_HOLD.ID));
    return old.isEmpty() ? 0 : deletion(sql, old).execute();
  }

  static Query deletion(DSLContext sql, List<String> holds) {
    return sql.deleteFrom(TOLLGATE_USAGE).where(TOLLGATE_USAGE.HOLD.in(holds));
  }

  /**
   * The oldest details that may go. Ids are ordered by time, so that their index leads to what is
   * old, and ends where that does; the day decides, for a hold may be settled on the day after.
   */
  static ResultQuery<?> candidates(DSLContext sql, LocalDate wholeFrom) {
    String end =
        TimeOrderedIds.lowest(HoldId.PREFIX, wholeFrom.atStartOfDay(ZoneOffset.UTC).toInstant());
    return sql.select(TOLLGATE_USAGE.HOLD)
        .from(TOLLGATE_USAGE)
        .where(TOLLGATE_USAGE.HOLD.lt(end))
        .and(TOLLGATE_USAGE.USAGE_DAY.lt(wholeFrom))
        .orderBy(TOLLGATE_USAGE.HOLD)
        .limit(Expiry.STEP);
  }

  /** The day from which on details are whole. */
  static LocalDate wholeFrom(DSLContext sql) {
    return sql.select(TOLLGATE_USAGE_KEPT.WHOLE_FROM)
        .from(TOLLGATE_USAGE_KEPT)
        .fetchSingle()
        .value1();
  }

  /** False when another node is at it: both would delete the same rows, and wait for each other. */
  private static boolean note(DSLContext sql, LocalDate wholeFrom) {
    LocalDate noted =
        sql.select(TOLLGATE_USAGE_KEPT.WHOLE_FROM)
            .from(TOLLGATE_USAGE_KEPT)
            .forUpdate()
            .skipLocked()
            .fetchOne(TOLLGATE_USAGE_KEPT.WHOLE_FROM);
    if (noted == null) {
      return false;
    }
    if (noted.isBefore(wholeFrom)) {
      sql.update(TOLLGATE_USAGE_KEPT).set(TOLLGATE_USAGE_KEPT.WHOLE_FROM, wholeFrom).execute();
    }
    return true;
  }
}
