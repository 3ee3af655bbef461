package dev.tollgate.launcher;

import dev.tollgate.config.GatewayConfig;
import java.io.PrintWriter;

/**
 * What runs once the command line is understood and the config is sound. Each call returns when its
 * work is done; an exception's message becomes the one line that the operator sees, and the exit
 * status 1.
 */
interface Programs {

  /**
   * Serves until the process is told to stop.
   *
   * @param config with the host and port of the command line already in it
   * @param out standard output, for the ready line
   */
  void serve(GatewayConfig config, PrintWriter out) throws Exception;

  /**
   * Shows the whole job on its own parts.
   *
   * @param out standard output, for the show
   */
  void demo(DemoOptions options, PrintWriter out) throws Exception;
}
