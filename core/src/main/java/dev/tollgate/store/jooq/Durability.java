package dev.tollgate.store.jooq;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Gets onto the disk what a batch committed, before anybody is told of it.
 *
 * <p>For the writer's thread alone.
 */
interface Durability {

  /** Begins a transaction. */
  void begin();

  /** The transaction that began is over: committed or undone, or it never came to begin. */
  void ended();

  /** Returns once the moves, which are committed, are on disk. */
  void keep(List<Move> settled, Statement statement) throws SQLException;

  /** Returns once all that was committed is on disk. */
  void keepAll(Statement statement) throws SQLException;
}
