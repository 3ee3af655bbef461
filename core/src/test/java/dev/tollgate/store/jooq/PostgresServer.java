package dev.tollgate.store.jooq;

import dev.tollgate.contract.Orders;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A real PostgreSQL, started once for all tests that ask for it, with an empty database each. */
final class PostgresServer implements AutoCloseable {

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private PostgresServer() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("max_connections", "200")
            .start();
  }

  /** Gives the server to constructors and methods of tests. */
  static final class Resolver implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PostgresServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(Namespace.create(PostgresServer.class))
          .getOrComputeIfAbsent(PostgresServer.class, key -> start(), PostgresServer.class);
    }

    private static PostgresServer start() {
      try {
        return new PostgresServer();
      } catch (IOException failure) {
        throw new IllegalStateException("PostgreSQL does not start", failure);
      }
    }
  }

  /** The login to a new database. */
  DatabaseLogin empty() {
    String name = "tollgate_" + databases.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return new DatabaseLogin(
        "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name, "postgres", "");
  }

  /** A node on that database, with the clock of the tests. */
  static Database node(DatabaseLogin login) {
    return Databases.open(login, InstantSource.fixed(Orders.NOW));
  }

  /** A connection beside those of the nodes. */
  static Connection beside(DatabaseLogin login) throws SQLException {
    return new Beside(login).connection();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
