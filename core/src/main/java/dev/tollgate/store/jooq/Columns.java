package dev.tollgate.store.jooq;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Rows for a statement whose parameters are the columns, an array each: it is one statement however
 * many rows there are.
 *
 * <p>For one thread.
 */
final class Columns {

  private final List<Column<?>> columns = new ArrayList<>();
  private int index;
  private int rows;

  /**
   * The values of a column in the order of the rows, under PostgreSQL's name for their type: H2
   * goes by the statement's cast.
   */
  private record Column<T>(String type, IntFunction<T[]> array, List<Object> values) {
    void bind(PreparedStatement statement, int parameter) throws SQLException {
      T[] array = values.toArray(this.array.apply(0));
      statement.setArray(parameter, statement.getConnection().createArrayOf(type, array));
    }
  }

  /** The rows as a statement has them: each of those columns is a parameter. */
  static Table<Record> rows(SQLDialect dialect, List<Field<?>> columns) {
    List<Field<?>> arrays = new ArrayList<>();
    columns.forEach(column -> arrays.add(DSL.cast(DSL.val((Object) null), arrayOf(column))));
    if (dialect != SQLDialect.POSTGRES) {
      return DSL.table("unnest({0})", DSL.list(arrays));
    }
    // In FROM the function would first write all rows into a store of its own.
    List<Field<?>> unnested = new ArrayList<>();
    arrays.forEach(array -> unnested.add(DSL.field("unnest({0})", array)));
    return DSL.table("(select {0})", DSL.list(unnested)).as("unnested");
  }

  /** Without the length of a text: a cast would cut what is longer, and say nothing. */
  private static DataType<?> arrayOf(Field<?> column) {
    DataType<?> type = column.getDataType();
    return (type.isString() ? SQLDataType.VARCHAR : type).array();
  }

  Columns text(String value) {
    return put("varchar", String[]::new, value);
  }

  Columns number(long value) {
    return put("int8", Long[]::new, value);
  }

  Columns flag(boolean value) {
    return put("bool", Boolean[]::new, value);
  }

  Columns day(LocalDate value) {
    return put("date", String[]::new, value.toString());
  }

  Columns time(Instant value) {
    return put("timestamptz", String[]::new, Times.stored(value).toString());
  }

  /** Ends a row. */
  void add() {
    index = 0;
    rows++;
  }

  /** How many rows were added. */
  int rows() {
    return rows;
  }

  /** Binds them to the parameters from that one on; gives the one behind them. */
  int bind(PreparedStatement statement, int first) throws SQLException {
    int parameter = first;
    for (Column<?> column : columns) {
      if (column.values().size() != rows) {
        throw new IllegalStateException("a row without all its columns");
      }
      column.bind(statement, parameter++);
    }
    return parameter;
  }

  void clear() {
    index = 0;
    rows = 0;
    columns.forEach(column -> column.values().clear());
  }

  private <T> Columns put(String type, IntFunction<T[]> array, T value) {
    if (index == columns.size()) {
      columns.add(new Column<>(type, array, new ArrayList<>()));
    }
    columns.get(index++).values().add(value);
    return this;
  }
}
