package dev.tollgate.samples.benchmark;

import dev.tollgate.store.jooq.DatabaseLogin;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A place for the tables, empty at first and gone when it is closed. */
sealed interface Store extends AutoCloseable permits H2Store, PostgresStore {

  /** As the table of figures says it. */
  String name();

  DatabaseLogin login();

  /** A connection for a caller of its own. */
  Connection connect() throws SQLException;

  /** The statement that makes sure of the disk after a commit; empty where a commit does. */
  String sync();

  /** What the database does by itself while years pass, and not within a few minutes. */
  List<String> upkeep();

  /** A table function of one column {@code x} with the numbers from the first to the last. */
  String numbers(long first, long last);

  @Override
  void close() throws IOException;
}
