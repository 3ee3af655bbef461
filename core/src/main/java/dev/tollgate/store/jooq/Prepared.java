package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * A statement of the hot path, prepared once; its parameters are bound from left to right.
 *
 * <p>For one thread.
 */
final class Prepared implements AutoCloseable {

  /** What a serialization failure is called in SQL: the same again may succeed. */
  static final String TRY_AGAIN = "40001";

  private final PreparedStatement statement;
  private int index;
  private int batched;

  Prepared(Connection connection, String sql) throws SQLException {
    statement = connection.prepareStatement(sql);
  }

  Prepared text(@Nullable String value) throws SQLException {
    statement.setString(++index, value);
    return this;
  }

  Prepared number(long value) throws SQLException {
    statement.setLong(++index, value);
    return this;
  }

  Prepared integer(@Nullable Integer value) throws SQLException {
    statement.setObject(++index, value, Types.INTEGER);
    return this;
  }

  Prepared bytes(byte[] value) throws SQLException {
    statement.setBytes(++index, value);
    return this;
  }

  Prepared flag(boolean value) throws SQLException {
    statement.setBoolean(++index, value);
    return this;
  }

  Prepared day(LocalDate value) throws SQLException {
    statement.setObject(++index, value);
    return this;
  }

  Prepared time(Instant value) throws SQLException {
    statement.setObject(++index, Times.stored(value).atOffset(ZoneOffset.UTC));
    return this;
  }

  /** An array of texts, for {@code = ANY (?)}. */
  Prepared texts(String[] values) throws SQLException {
    statement.setArray(++index, statement.getConnection().createArrayOf("varchar", values));
    return this;
  }

  /** Runs it as a query; the caller closes the result. */
  ResultSet query() throws SQLException {
    index = 0;
    return statement.executeQuery();
  }

  /** Runs several statements that are sent as one; gives the first one's result, to be closed. */
  ResultSet first() throws SQLException {
    index = 0;
    statement.execute();
    return statement.getResultSet();
  }

  /** The result of the statement behind the one that was read last; the caller closes it. */
  ResultSet next() throws SQLException {
    statement.getMoreResults();
    return statement.getResultSet();
  }

  /** Runs it now and tells how many rows changed. */
  int update() throws SQLException {
    index = 0;
    return statement.executeUpdate();
  }

  /**
   * Runs it now; it has to change that many rows.
   *
   * @throws SQLTransientException when it did not, so that the transaction is rolled back and
   *     decided again on what the rows are now
   */
  void updateRows(int rows) throws SQLException {
    if (update() != rows) {
      throw changed();
    }
  }

  /** Puts what is bound into the batch. */
  void add() throws SQLException {
    index = 0;
    statement.addBatch();
    batched++;
  }

  /** Runs the batch, in the order of the adds, and tells how many rows each changed. */
  int[] flush() throws SQLException {
    if (batched == 0) {
      return new int[0];
    }
    batched = 0;
    return statement.executeBatch();
  }

  /**
   * Runs the batch, each of which has to change one row.
   *
   * @throws SQLTransientException when one did not, as {@link #updateRows} does
   */
  void flushEachToOneRow() throws SQLException {
    for (int rows : flush()) {
      if (rows != 1) {
        throw changed();
      }
    }
  }

  /** Says that the transaction has to be decided again. */
  static SQLTransientException changed() {
    return new SQLTransientException("a row changed under the transaction", TRY_AGAIN);
  }

  /** Forgets what is bound and batched, after a transaction was rolled back. */
  void forget() throws SQLException {
    index = 0;
    batched = 0;
    statement.clearParameters();
    statement.clearBatch();
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
