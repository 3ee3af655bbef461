package dev.tollgate.store.jooq;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * How PostgreSQL keeps what it committed: by the commit itself, unless the transaction says that it
 * need not wait for the disk.
 */
final class PostgresDurability implements Durability {

  @Override
  public void begin(boolean lasting, Statement statement) throws SQLException {
    if (!lasting) {
      statement.execute("SET LOCAL synchronous_commit = off");
    }
  }

  @Override
  public void ended() {}

  /** The commit did. */
  @Override
  public void keep(List<Move> settled, Statement statement) {}

  /** Every commit that has to last did. */
  @Override
  public void keepAll(Statement statement) {}
}
