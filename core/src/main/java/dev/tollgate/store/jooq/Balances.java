package dev.tollgate.store.jooq;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** Knows what was posted on accounts before a transaction charges them; for one thread. */
interface Balances {

  /** Nano-dollars by account, of those that exist; nobody else may change them meanwhile. */
  Map<String, Long> of(Set<String> accounts) throws SQLException;

  /** Forgets what a transaction that was rolled back left behind. */
  void forget() throws SQLException;
}
