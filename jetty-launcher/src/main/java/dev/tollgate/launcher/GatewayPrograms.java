package dev.tollgate.launcher;

import com.google.common.base.Ticker;
import dev.tollgate.config.Assembly;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.Tollgate;
import dev.tollgate.gateway.ExchangeListener;
import dev.tollgate.servlet.chat.AnswerLimits;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs behind {@code serve} and {@code demo}. */
final class GatewayPrograms implements Programs {

  private static final Logger LOG = LoggerFactory.getLogger(GatewayPrograms.class);

  private final Map<String, String> environment;

  /**
   * The programs.
   *
   * @param environment where the demo finds keys of providers
   */
  GatewayPrograms(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A gateway that serves. */
  record Running(Tollgate tollgate, JettyServer server) {}

  @Override
  public void serve(GatewayConfig config, PrintWriter out) throws Exception {
    JettyServer server = start(config).server();
    serveUntilStopped(server, server::drainAndStop, out);
  }

  @Override
  public void demo(DemoOptions options, PrintWriter out) throws Exception {
    Demo demo = Demo.start(options, environment, out);
    if (options.once()) {
      try {
        demo.show();
      } finally {
        demo.stop();
      }
      return;
    }
    demo.show();
    serveUntilStopped(demo.server(), demo::stop, out);
  }

  /** Starts a whole gateway, or nothing of it. */
  static Running start(GatewayConfig config) throws Exception {
    return start(config, AnswerLimits.standard(), new CompletionLog(Ticker.systemTicker()));
  }

  /** The same with other limits for slow callers, and with that listener beside the metrics. */
  static Running start(GatewayConfig config, AnswerLimits answers, ExchangeListener listener)
      throws Exception {
    Metrics metrics = new Metrics();
    Tollgate tollgate = Assembly.assemble(config, List.of(metrics, listener));
    metrics.watch(tollgate);
    try {
      return new Running(tollgate, JettyServer.start(tollgate, metrics, answers));
    } catch (Exception e) {
      tollgate.close();
      throw e;
    }
  }

  /** Something that ends in its own way. */
  @FunctionalInterface
  private interface Stop {
    void run() throws Exception;
  }

  /**
   * Waits for SIGTERM or Ctrl-C, then stops in order. The JVM would exit with the signal's number;
   * an orderly stop is a success, so the last act of the hook is to halt with 0.
   */
  private static void serveUntilStopped(JettyServer server, Stop stop, PrintWriter out)
      throws InterruptedException {
    Thread hook =
        new Thread(
            () -> {
              int status = ExitStatus.DONE;
              try {
                stop.run();
              } catch (Exception e) {
                LOG.error("the stop was not orderly", e);
                status = ExitStatus.FAILED;
              }
              Runtime.getRuntime().halt(status);
            },
            "tollgate-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    out.println("Tollgate ready on " + server.address());
    out.flush();
    server.join();
    // The server stops only inside the hook, which ends the process itself.
    hook.join();
  }
}
