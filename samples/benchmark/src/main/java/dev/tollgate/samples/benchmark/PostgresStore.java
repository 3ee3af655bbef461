package dev.tollgate.samples.benchmark;

import dev.tollgate.store.jooq.DatabaseLogin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL of our own that syncs as one in production does. */
final class PostgresStore implements Store {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final EmbeddedPostgres server;

  /** Starts it, with its data in a new folder inside that one. */
  PostgresStore(Path parent) throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setOverrideWorkingDirectory(parent.toFile())
            .setPGStartupWait(PATIENCE)
            // The library's defaults give up durability for the sake of tests.
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", "256MB")
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("max_connections", "200")
            .start();
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public DatabaseLogin login() {
    return new DatabaseLogin(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres", "postgres", "");
  }

  @Override
  public Connection connect() throws SQLException {
    DatabaseLogin login = login();
    return DriverManager.getConnection(login.url(), login.username(), login.password());
  }

  @Override
  public String sync() {
    return "";
  }

  @Override
  public List<String> upkeep() {
    return List.of("VACUUM (ANALYZE)", "CHECKPOINT");
  }

  @Override
  public String numbers(long first, long last) {
    return "generate_series(" + first + "::bigint, " + last + ") AS numbers(x)";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
