package dev.tollgate.store.jooq;

import dev.tollgate.store.journal.Journal;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an embedded H2 keeps what it committed.
 *
 * <p>To sync it means to write a dozen of its pages for a batch, however small. So the settlements
 * of a batch go to a journal, in one small write, and the pages are written once a second for all
 * of them. Whatever else has to survive is rare and syncs the database.
 */
final class H2Durability implements Durability {

  private final H2Engine engine;
  private final @Nullable Journal journal;

  /**
   * Makes one.
   *
   * @param journal null where there is none: then each batch syncs the database
   */
  H2Durability(H2Engine engine, @Nullable Journal journal) {
    this.engine = engine;
    this.journal = journal;
  }

  /** Waits while a checkpoint takes its picture, which then has not what begins here. */
  @Override
  public void begin() {
    engine.transaction().lock();
  }

  @Override
  public void ended() {
    engine.leaveUnwritten();
    engine.transaction().unlock();
  }

  @Override
  public void keep(List<Move> settled, Statement statement) throws SQLException {
    if (journal == null || !journal.append(SettledBytes.write(settled))) {
      keepAll(statement);
    }
  }

  @Override
  public void keepAll(Statement statement) throws SQLException {
    engine.sync(statement);
    if (journal != null) {
      journal.clear();
    }
  }
}
