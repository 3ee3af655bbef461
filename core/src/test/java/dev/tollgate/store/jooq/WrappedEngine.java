package dev.tollgate.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** An engine in front of another one, which does all that is not told otherwise. */
interface WrappedEngine extends Engine {

  /** The one behind it. */
  Engine engine();

  @Override
  default DataSource source() {
    return engine().source();
  }

  @Override
  default Connection connect() throws SQLException {
    return engine().connect();
  }

  @Override
  default @Nullable Barrier barrier(Connection writing) throws SQLException {
    return engine().barrier(writing);
  }

  @Override
  default DSLContext sql(Connection connection) {
    return engine().sql(connection);
  }

  @Override
  default String deadline(int millis) {
    return engine().deadline(millis);
  }

  @Override
  default @Nullable String wholeTables() {
    return engine().wholeTables();
  }

  @Override
  default boolean isShared() {
    return engine().isShared();
  }

  @Override
  default @Nullable String sharedClock() {
    return engine().sharedClock();
  }

  @Override
  default boolean isLost() {
    return engine().isLost();
  }

  @Override
  default Node join(Connection connection, Instant now) throws SQLException {
    return engine().join(connection, now);
  }

  @Override
  default @Nullable String explain(SQLException failure) {
    return engine().explain(failure);
  }
}
