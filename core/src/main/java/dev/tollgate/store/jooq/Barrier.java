package dev.tollgate.store.jooq;

import java.sql.SQLException;

/**
 * Waits for the disk in the stead of a connection whose commits do not.
 *
 * <p>It speaks for what was committed since it was made, and no more once it failed: a server that
 * crashed meanwhile may have lost that, however well it answers again.
 *
 * <p>Passed by one thread at a time; the rest is thread-safe.
 */
interface Barrier {

  /**
   * Returns once all that the connection committed before is on disk.
   *
   * @throws SQLException when that is not known, now and each time from then on
   */
  void pass() throws SQLException;

  /** True once it failed or was closed. */
  boolean isBroken();

  /** Ends it at once, also while a thread passes. */
  void close();
}
