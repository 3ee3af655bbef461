package dev.tollgate.store.jooq;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a transaction inserts into a table, by one statement however many they are: its
 * parameters are the columns, an array each.
 *
 * <p>For one thread.
 */
final class Rows {

  private final Connection connection;
  private final PreparedStatement insert;
  private final List<Column<?>> columns = new ArrayList<>();
  private int index;
  private int rows;

  /** The values of a column in the order of the rows, under the database's name for their type. */
  private record Column<T>(String type, IntFunction<T[]> array, List<@Nullable Object> values) {
    Array on(Connection connection) throws SQLException {
      return connection.createArrayOf(type, values.toArray(array.apply(0)));
    }
  }

  Rows(Connection connection, String insert) throws SQLException {
    this.connection = connection;
    this.insert = connection.prepareStatement(insert);
  }

  Rows text(@Nullable String value) {
    return put("varchar", String[]::new, value);
  }

  Rows number(long value) {
    return put("int8", Long[]::new, value);
  }

  Rows flag(boolean value) {
    return put("bool", Boolean[]::new, value);
  }

  Rows day(LocalDate value) {
    return put("date", String[]::new, value.toString());
  }

  Rows time(Instant value) {
    return put("timestamptz", String[]::new, Times.stored(value).toString());
  }

  /** Ends a row. */
  void add() {
    index = 0;
    rows++;
  }

  /** Inserts the rows that were added. */
  void flush() throws SQLException {
    if (rows == 0) {
      return;
    }
    for (int i = 0; i < columns.size(); i++) {
      insert.setArray(i + 1, columns.get(i).on(connection));
    }
    forget();
    insert.executeUpdate();
  }

  /** Forgets what is not inserted. */
  void forget() {
    index = 0;
    rows = 0;
    columns.forEach(column -> column.values().clear());
  }

  private <T> Rows put(String type, IntFunction<T[]> array, @Nullable T value) {
    if (index == columns.size()) {
      columns.add(new Column<>(type, array, new ArrayList<>()));
    }
    columns.get(index++).values().add(value);
    return this;
  }
}
