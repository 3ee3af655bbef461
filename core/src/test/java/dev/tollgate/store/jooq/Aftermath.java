package dev.tollgate.store.jooq;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.ledger.Account;
import dev.tollgate.money.Money;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is found in the files of a killed process, by the next one that opens them.
 *
 * @param lost what was acknowledged and is not there, or is there with another amount or without
 *     the answer that was to be kept
 * @param doubled what is there more than once
 * @param leaked how many holds are open, and accounts have something reserved
 * @param problems what the integrity check says, and where an index and its table disagree
 */
record Aftermath(List<String> lost, List<String> doubled, long leaked, List<String> problems) {

  private static final String ALL_TRANSFERS =
      "select case kind when 'usage' then id else reference end, amount from tollgate_transfer"
          + " use index ()";
  private static final String ALL_USAGE = "select hold, cost from tollgate_usage use index ()";

  /** Opens the files as the next process does, and closes them again. */
  static Aftermath of(Path folder, Map<String, Long> acknowledged) throws SQLException {
    try (Database database = H2Files.open(folder);
        Connection connection = H2Files.beside(folder);
        Statement sql = connection.createStatement()) {
      Map<String, List<Long>> transfers = rows(sql, ALL_TRANSFERS);
      Map<String, List<Long>> usage = rows(sql, ALL_USAGE);
      Set<String> answered = answered(sql);
      List<String> lost = new ArrayList<>();
      acknowledged.forEach(
          (id, amount) -> {
            boolean settled = id.startsWith("hold_");
            boolean used = !settled || usage.getOrDefault(id, List.of()).contains(amount);
            boolean moved = amount == 0 || transfers.getOrDefault(id, List.of()).contains(amount);
            boolean kept = !settled || !KilledWriter.isKeyed(id) || answered.contains(id);
            if (!used || !moved || !kept) {
              lost.add(id);
            }
          });
      List<String> doubled = new ArrayList<>();
      for (Map<String, List<Long>> table : List.of(transfers, usage)) {
        table.forEach(
            (id, amounts) -> {
              if (amounts.size() > 1) {
                doubled.add(id);
              }
            });
      }
      List<String> problems = new ArrayList<>(database.ledger().check().problems());
      problems.addAll(indexProblems(sql));
      return new Aftermath(lost, doubled, leaked(database), problems);
    }
  }

  private static long leaked(Database database) {
    return database.openHolds()
        + database.ledger().list("", 100).rows().stream()
            .map(Account::balance)
            .filter(balance -> !balance.reserved().equals(Money.ZERO))
            .count();
  }

  private static Map<String, List<Long>> rows(Statement sql, String query) throws SQLException {
    Map<String, List<Long>> found = new HashMap<>();
    try (ResultSet row = sql.executeQuery(query)) {
      while (row.next()) {
        found.computeIfAbsent(row.getString(1), id -> new ArrayList<>(1)).add(row.getLong(2));
      }
    }
    return found;
  }

  /** Holders of keys whose answer is kept as it was, which is their own name. */
  private static Set<String> answered(Statement sql) throws SQLException {
    Set<String> answered = new HashSet<>();
    try (ResultSet row =
        sql.executeQuery(
            "select i.holder, b.bytes from tollgate_idempotency i"
                + " join tollgate_idempotency_body b on b.holder = i.holder"
                + " where i.state = 'FINISHED'")) {
      while (row.next()) {
        if (row.getString(1).equals(new String(row.getBytes(2), UTF_8))) {
          answered.add(row.getString(1));
        }
      }
    }
    return answered;
  }

  /** The check reads by one index or another; here each is held against its table. */
  private static List<String> indexProblems(Statement sql) throws SQLException {
    List<String> problems = new ArrayList<>();
    for (Index index : indexes(sql)) {
      Set<String> rows = entries(sql, index.query(""));
      Set<String> entries = entries(sql, index.query("\"" + index.name + "\""));
      if (!rows.equals(entries)) {
        Set<String> orphans = new HashSet<>(entries);
        orphans.removeAll(rows);
        rows.removeAll(entries);
        problems.add(
            index.name + " lacks " + rows.size() + " rows and has " + orphans.size() + " too many");
      }
    }
    return problems;
  }

  private static List<Index> indexes(Statement sql) throws SQLException {
    List<Index> indexes = new ArrayList<>();
    // An index of a single BIGINT that is the primary key is the table itself. Of the first day
    // with details there is one row, and it is no text; nor is when an answer is old.
    try (ResultSet row =
        sql.executeQuery(
            "select i.index_name, i.table_name, string_agg('\"' || i.column_name || '\"', ', '"
                + " order by i.ordinal_position)"
                + " from information_schema.index_columns i"
                + " where lower(i.table_name) like 'tollgate\\_%'"
                + " and lower(i.index_name) <> 'tollgate_idempotency_by_expiry'"
                + " and lower(i.table_name) not in"
                + " ('tollgate_schema_history', 'tollgate_usage_kept')"
                + " group by i.index_name, i.table_name"
                + " having lower(min(i.column_name)) not in ('entry', 'epoch')")) {
      while (row.next()) {
        indexes.add(new Index(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
    if (indexes.size() < 12) {
      throw new AssertionError("these are not all: " + indexes);
    }
    for (Index index : indexes) {
      try (ResultSet plan = sql.executeQuery("explain " + index.query("\"" + index.name + "\""))) {
        plan.next();
        if (!plan.getString(1).contains("." + index.name + ":")) {
          throw new AssertionError("not by " + index.name + ": " + plan.getString(1));
        }
      }
    }
    return indexes;
  }

  private static Set<String> entries(Statement sql, String query) throws SQLException {
    Set<String> entries = new HashSet<>();
    try (ResultSet row = sql.executeQuery(query)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        StringBuilder entry = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          entry.append(row.getString(i)).append('|');
        }
        entries.add(entry.toString());
      }
    }
    return entries;
  }

  /** An index whose columns begin with one of text, or with the number of a day. */
  private record Index(String name, String table, String columns) {

    /** All its columns, by that index alone; or, without one, by the table alone. */
    String query(String index) {
      // A condition that is true for every row: without one H2 reads the table, whatever it is
      // told.
      String first = columns.split(",", 2)[0];
      return ("select _rowid_, " + columns + " from \"" + table + "\" use index (" + index + ")")
          + (index.isEmpty() ? "" : " where " + first + " >= " + least(first));
    }

    private static String least(String column) {
      return column.equals("\"day_number\"") ? "0" : "''";
    }
  }
}
