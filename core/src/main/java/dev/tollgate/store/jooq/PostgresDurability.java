package dev.tollgate.store.jooq;

import java.sql.Statement;
import java.util.List;

/** PostgreSQL keeps by itself what it committed; a {@link Barrier} tells when it does. */
final class PostgresDurability implements Durability {

  @Override
  public void begin() {}

  @Override
  public void ended() {}

  @Override
  public void keep(List<Move> settled, Statement statement) {}

  @Override
  public void keepAll(Statement statement) {}
}
