package dev.tollgate.samples.conformance.rows;

import dev.tollgate.samples.conformance.client.Server;
import java.io.IOException;

/** Asks the server and checks its answer. */
@FunctionalInterface
public interface Probe {

  /**
   * Runs once.
   *
   * @throws dev.tollgate.samples.conformance.client.Mismatch when the outcome is not the row's
   * @throws IOException when the server does not speak HTTP, or not in time
   */
  void run(Server server) throws IOException, InterruptedException;
}
