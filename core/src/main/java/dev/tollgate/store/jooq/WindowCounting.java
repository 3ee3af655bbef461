package dev.tollgate.store.jooq;

import dev.tollgate.limits.CountedWindow;
import dev.tollgate.limits.Subject;
import dev.tollgate.limits.Windows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Counts many requests in the rows that all nodes share, in one transaction: locks the rows of all
 * their subjects, decides in the order they came, and writes what changed.
 *
 * <p>Two nodes never deadlock here. The transaction locks rows of windows alone, in one order, and
 * none while it waits for anything else; nobody who has an account's row waits for a window's, and
 * a sweep passes over windows that are locked.
 *
 * <p>For the writer's thread alone.
 */
final class WindowCounting {

  private final Connection connection;
  private final Prepared lock;
  private final Prepared open;
  private final Prepared write;

  WindowCounting(Connection connection, WindowSql sql) throws SQLException {
    this.connection = connection;
    lock = new Prepared(connection, sql.lock());
    open = new Prepared(connection, sql.open());
    write = new Prepared(connection, sql.write());
  }

  /** The rows of a batch, and the database's time when the last of them was locked. */
  private record Locked(Map<Subject, Windows> windows, long epochSecond) {}

  /** Counts them, in a transaction that has done nothing else so far. */
  void count(List<Command.Count> commands) throws SQLException {
    SortedSet<String> subjects = new TreeSet<>();
    commands.forEach(
        command -> command.check().subjects().forEach(subject -> subjects.add(subject.id())));
    Locked locked = lock(subjects);
    if (locked.windows.size() < subjects.size()) {
      locked.windows.keySet().forEach(subject -> subjects.remove(subject.id()));
      open(subjects);
      locked.windows.keySet().forEach(subject -> subjects.add(subject.id()));
      locked = lock(subjects);
      if (locked.windows.size() < subjects.size()) {
        throw new SQLTransientException("a window went as it was opened", Prepared.TRY_AGAIN);
      }
    }
    Map<Subject, Windows> counted = new HashMap<>(locked.windows);
    for (Command.Count command : commands) {
      command.pending().decide(command.check().decide(counted, locked.epochSecond));
    }
    for (Map.Entry<Subject, Windows> entry : counted.entrySet()) {
      if (!entry.getValue().equals(locked.windows.get(entry.getKey()))) {
        write(entry.getKey(), entry.getValue());
      }
    }
    write.flushEachToOneRow();
  }

  void forget() throws SQLException {
    lock.forget();
    open.forget();
    write.forget();
  }

  private Locked lock(SortedSet<String> subjects) throws SQLException {
    Map<Subject, Windows> windows = new HashMap<>();
    long now = Long.MIN_VALUE;
    try (ResultSet row = lock.texts(subjects.toArray(String[]::new)).query()) {
      while (row.next()) {
        // Read anew for a row that was waited for, so the latest is the one after all waits.
        now = Math.max(now, row.getLong(1));
        windows.put(
            new Subject(row.getString(2)),
            new Windows(
                new CountedWindow(row.getLong(3), row.getLong(4), row.getLong(5)),
                new CountedWindow(row.getLong(6), row.getLong(7), row.getLong(8))));
      }
    }
    return new Locked(windows, now);
  }

  /**
   * Makes rows for subjects that were never seen, in a transaction of its own: a row that another
   * node is just making is waited for, and who waits for that must not have locked any.
   */
  private void open(SortedSet<String> subjects) throws SQLException {
    connection.rollback();
    for (String subject : subjects) {
      open.text(subject).add();
    }
    open.flush();
    connection.commit();
  }

  private void write(Subject subject, Windows windows) throws SQLException {
    write
        .number(windows.minute().number())
        .number(windows.minute().end())
        .number(windows.minute().admitted())
        .number(windows.day().number())
        .number(windows.day().end())
        .number(windows.day().admitted())
        .text(subject.id())
        .add();
  }
}
