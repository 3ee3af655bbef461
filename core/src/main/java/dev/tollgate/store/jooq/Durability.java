package dev.tollgate.store.jooq;

import dev.tollgate.store.journal.Journal;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets onto the disk what was committed, before anybody is told of it.
 *
 * <p>To sync an embedded H2 means to write a dozen of its pages for a batch, however small. So the
 * settlements of a batch go to a journal, in one small write, and the pages are written once a
 * second for all of them. Whatever else has to survive is rare and syncs the database.
 *
 * <p>For the writer's thread alone.
 */
final class Durability {

  private final Engine engine;
  private final @Nullable Journal journal;

  /**
   * Makes one.
   *
   * @param journal null where there is none: then each batch syncs the database
   */
  Durability(Engine engine, @Nullable Journal journal) {
    this.engine = engine;
    this.journal = journal;
  }

  /** Returns once the moves are on disk. */
  void keep(List<Move> settled, Statement sync) throws SQLException {
    if (journal == null || !journal.append(SettledBytes.write(settled))) {
      keepAll(sync);
    }
  }

  /** Returns once all that was committed is on disk. */
  void keepAll(Statement sync) throws SQLException {
    engine.sync(sync);
    if (journal != null) {
      journal.clear();
    }
  }
}
