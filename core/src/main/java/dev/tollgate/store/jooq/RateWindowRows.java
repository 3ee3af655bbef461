package dev.tollgate.store.jooq;

import static dev.tollgate.store.schema.Tables.TOLLGATE_RATE_WINDOW;

import dev.tollgate.limits.CountedWindow;
import dev.tollgate.limits.Subject;
import dev.tollgate.limits.Windows;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.Record;

/** The rows of the table {@code tollgate_rate_window}, as whole windows. */
final class RateWindowRows {

  /** How many rows one step of the sweep deletes: cheap ones, found by their index. */
  static final int STEP = 1024;

  /** A clock that is corrected by less than this finds its windows again. */
  private static final int DAYS_KEPT = 1;

  private RateWindowRows() {}

  /** The windows of today, of days before that a clock may come back to, and of any after it. */
  static Map<Subject, Windows> load(DSLContext sql, Instant now) {
    Map<Subject, Windows> windows = new HashMap<>();
    sql.selectFrom(TOLLGATE_RATE_WINDOW)
        .where(TOLLGATE_RATE_WINDOW.DAY_NUMBER.ge(oldest(now)))
        .forEach(row -> windows.put(subject(row), windows(row)));
    return windows;
  }

  /** Writes them down, each in its subject's one row. For a database of one process. */
  static int save(DSLContext sql, Map<Subject, Windows> windows) {
    List<Map.Entry<Subject, Windows>> entries = List.copyOf(windows.entrySet());
    List<Query> updates = new ArrayList<>();
    entries.forEach(entry -> updates.add(update(sql, entry.getKey(), entry.getValue())));
    int[] changed = sql.batch(updates).execute();
    List<Query> inserts = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 0) {
        inserts.add(insert(sql, entries.get(i).getKey(), entries.get(i).getValue()));
      }
    }
    sql.batch(inserts).execute();
    return entries.size();
  }

  /** Deletes windows of days that are over for good, at most {@link #STEP}; tells how many. */
  static int trim(DSLContext sql, Instant now) {
    // Rows that are being counted in are left alone: to wait for one while having another is how
    // two nodes deadlock.
    List<String> old =
        sql.select(TOLLGATE_RATE_WINDOW.SUBJECT)
            .from(TOLLGATE_RATE_WINDOW)
            .where(TOLLGATE_RATE_WINDOW.DAY_NUMBER.lt(oldest(now)))
            .limit(STEP)
            .forUpdate()
            .skipLocked()
            .fetch(TOLLGATE_RATE_WINDOW.SUBJECT);
    return old.isEmpty()
        ? 0
        : sql.deleteFrom(TOLLGATE_RATE_WINDOW)
            .where(TOLLGATE_RATE_WINDOW.SUBJECT.in(old))
            .execute();
  }

  private static long oldest(Instant now) {
    LocalDate today = Times.day(now);
    return today.minusDays(DAYS_KEPT).toEpochDay();
  }

  private static Query update(DSLContext sql, Subject subject, Windows windows) {
    return sql.update(TOLLGATE_RATE_WINDOW)
        .set(TOLLGATE_RATE_WINDOW.MINUTE_NUMBER, windows.minute().number())
        .set(TOLLGATE_RATE_WINDOW.MINUTE_END, windows.minute().end())
        .set(TOLLGATE_RATE_WINDOW.IN_MINUTE, windows.minute().admitted())
        .set(TOLLGATE_RATE_WINDOW.DAY_NUMBER, windows.day().number())
        .set(TOLLGATE_RATE_WINDOW.DAY_END, windows.day().end())
        .set(TOLLGATE_RATE_WINDOW.IN_DAY, windows.day().admitted())
        .where(TOLLGATE_RATE_WINDOW.SUBJECT.eq(subject.id()));
  }

  private static Query insert(DSLContext sql, Subject subject, Windows windows) {
    return sql.insertInto(TOLLGATE_RATE_WINDOW)
        .set(TOLLGATE_RATE_WINDOW.SUBJECT, subject.id())
        .set(TOLLGATE_RATE_WINDOW.MINUTE_NUMBER, windows.minute().number())
        .set(TOLLGATE_RATE_WINDOW.MINUTE_END, windows.minute().end())
        .set(TOLLGATE_RATE_WINDOW.IN_MINUTE, windows.minute().admitted())
        .set(TOLLGATE_RATE_WINDOW.DAY_NUMBER, windows.day().number())
        .set(TOLLGATE_RATE_WINDOW.DAY_END, windows.day().end())
        .set(TOLLGATE_RATE_WINDOW.IN_DAY, windows.day().admitted());
  }

  private static Subject subject(Record row) {
    return new Subject(row.get(TOLLGATE_RATE_WINDOW.SUBJECT));
  }

  private static Windows windows(Record row) {
    return new Windows(
        new CountedWindow(
            row.get(TOLLGATE_RATE_WINDOW.MINUTE_NUMBER),
            row.get(TOLLGATE_RATE_WINDOW.MINUTE_END),
            row.get(TOLLGATE_RATE_WINDOW.IN_MINUTE)),
        new CountedWindow(
            row.get(TOLLGATE_RATE_WINDOW.DAY_NUMBER),
            row.get(TOLLGATE_RATE_WINDOW.DAY_END),
            row.get(TOLLGATE_RATE_WINDOW.IN_DAY)));
  }
}
