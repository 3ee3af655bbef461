package dev.tollgate.launcher;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Two processes of the packaged jar on one real PostgreSQL. */
final class TwoNodes implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final GatewayProcess one;
  private final GatewayProcess other;
  private final URI first;
  private final URI second;

  private TwoNodes(EmbeddedPostgres postgres, Path folder, LiveSetup setup) throws Exception {
    this.postgres = postgres;
    LiveSetup shared = setup.on(postgres);
    one = GatewayProcess.serve(Files.createDirectories(folder.resolve("one")), shared);
    other = GatewayProcess.serve(Files.createDirectories(folder.resolve("other")), shared);
    try {
      first = one.awaitReady();
      second = other.awaitReady();
    } catch (Exception | AssertionError e) {
      one.close();
      other.close();
      throw e;
    }
  }

  /** Starts all three; returns once both nodes are ready. */
  static TwoNodes start(Path folder, LiveSetup setup) throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
    try {
      return new TwoNodes(postgres, folder, setup);
    } catch (Exception | AssertionError e) {
      postgres.close();
      throw e;
    }
  }

  URI first() {
    return first;
  }

  URI second() {
    return second;
  }

  /** Ends the first at once, as a crash does. */
  void killFirst() {
    one.kill();
  }

  /** What the second says of the customer's credits. */
  String credits(Customer customer) throws IOException, InterruptedException {
    return new Caller(second, customer.key()).get("/v1/credits").body();
  }

  @Override
  public void close() throws IOException {
    one.close();
    other.close();
    postgres.close();
  }
}
