package dev.tollgate.store.jooq;

import java.sql.SQLException;

/** A barrier in front of another one, which does all that is not told otherwise. */
interface WrappedBarrier extends Barrier {

  /** The one behind it. */
  Barrier barrier();

  @Override
  default void pass() throws SQLException {
    barrier().pass();
  }

  @Override
  default boolean isBroken() {
    return barrier().isBroken();
  }

  @Override
  default void close() {
    barrier().close();
  }
}
