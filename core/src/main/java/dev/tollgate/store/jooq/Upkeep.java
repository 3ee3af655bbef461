package dev.tollgate.store.jooq;

/** What a process has to do all the time for its database, on a thread of its own. */
interface Upkeep extends AutoCloseable {

  /** Begins, with the writer for what has to be written. */
  void start(GroupCommit writer);

  /** Ends, after the writer has. */
  @Override
  void close();
}
