package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Statements that write, sent together and carried out in their order: where the database is
 * another process, that saves the ways there and back between them. Each has to write as many rows
 * as it was given.
 *
 * <p>On H2 one with a single statement: of several it tells what the first one wrote.
 *
 * <p>For one thread.
 */
final class Script {

  private final Connection connection;
  private final List<Part> parts = new ArrayList<>();

  /** By their text: not every transaction has rows for every statement. */
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  private record Part(String sql, Columns columns) {}

  Script(Connection connection) {
    this.connection = connection;
  }

  /** Has it carry out that statement, too, with the rows that are added to what this gives. */
  Columns add(String sql) {
    Part part = new Part(sql, new Columns());
    parts.add(part);
    return part.columns();
  }

  /**
   * Carries out the statements that have rows.
   *
   * @throws java.sql.SQLTransientException when a row that was to be written is not as it was, as
   *     {@link Prepared#updateRows} does
   */
  void run() throws SQLException {
    List<Part> due = parts.stream().filter(part -> part.columns().rows() > 0).toList();
    if (due.isEmpty()) {
      return;
    }
    PreparedStatement statement = statement(due);
    int parameter = 1;
    for (Part part : due) {
      parameter = part.columns().bind(statement, parameter);
    }
    statement.execute();
    for (Part part : due) {
      if (statement.getUpdateCount() != part.columns().rows()) {
        throw Prepared.changed();
      }
      statement.getMoreResults();
    }
    forget();
  }

  void forget() {
    parts.forEach(part -> part.columns().clear());
  }

  private PreparedStatement statement(List<Part> due) throws SQLException {
    StringJoiner text = new StringJoiner(";\n");
    due.forEach(part -> text.add(part.sql()));
    PreparedStatement statement = prepared.get(text.toString());
    if (statement == null) {
      statement = connection.prepareStatement(text.toString());
      prepared.put(text.toString(), statement);
    }
    return statement;
  }
}
