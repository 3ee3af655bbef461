package dev.tollgate.store.jooq;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes down what the ends of holds move: the holds' new states, balances, transfers, usage and
 * the sums of the day.
 *
 * <p>For the writer's thread alone.
 */
interface Bookings {

  /**
   * The rows that there are of those holds, by their ids, within a transaction that began with
   * {@link AccountWrites#begin}; the caller may add to them.
   */
  Map<String, HoldRow> holds(Set<String> ids) throws SQLException;

  /**
   * Books moves.
   *
   * @param held those of them whose hold has a row, which changes its state
   * @throws java.sql.SQLTransientException when a row is not as it was read, so that the
   *     transaction is rolled back and decided again
   */
  void book(List<Move> held, List<Move> moves) throws SQLException;

  /** Forgets what a transaction that was rolled back left behind. */
  void forget() throws SQLException;
}
