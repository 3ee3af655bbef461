package dev.tollgate.store.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Other connections into an open database: for looks at its tables and for planted faults. */
record Beside(DatabaseLogin login) {

  Connection connection() throws SQLException {
    return Engine.of(login).source().getConnection();
  }

  /** The only row of a query, its columns with a space between them. */
  String value(String query) throws SQLException {
    List<String> rows = rows(query);
    assertThat(rows).as(query).hasSize(1);
    return rows.get(0);
  }

  /** The rows of a query, the columns of each with a space between them. */
  List<String> rows(String query) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringJoiner row = new StringJoiner(" ");
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  /** Runs a statement; tells how many rows it changed. */
  int run(String change) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate(change);
    }
  }
}
