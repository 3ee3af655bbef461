package dev.tollgate.store.jooq;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * Sets money aside on accounts, never more than there is; for one thread.
 *
 * <p>All of it is known to have happened once the holds' rows are written.
 */
interface Reserves {

  /**
   * Sets aside for those accounts where all of it fits.
   *
   * @param sums what all holds of an account want; at least one nano-dollar has to be there
   * @return those that it was set aside for; the rest is to be gone through one by one
   */
  Set<String> reserve(Map<String, Long> sums) throws SQLException;

  /** What may still be set aside on an account, in nano-dollars; nobody else changes it now. */
  long available(String account) throws SQLException;

  /** An account got something back within this transaction, of which all before is written. */
  void gaveBack(String account);

  /** Sets aside what is available. */
  void take(String account, long nanos) throws SQLException;

  /** Forgets what a transaction that was rolled back left behind. */
  void forget() throws SQLException;
}
