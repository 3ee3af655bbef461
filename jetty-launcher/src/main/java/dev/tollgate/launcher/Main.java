package dev.tollgate.launcher;

import dev.tollgate.config.ConfigReader;
import dev.tollgate.config.Environment;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The entry of the runnable jar. */
public final class Main {

  private Main() {}

  /** Runs the command and ends the process with its status. */
  public static void main(String[] arguments) {
    if (List.of(arguments).contains("--debug")) {
      // Read by the log's pattern, before anything is logged.
      System.setProperty("tollgate.trace", "full");
    }
    // A program that keeps serving in the background returns only when it is done, so that this
    // exit ends nothing early.
    System.exit(
        run(
            new GatewayPrograms(Environment.process()),
            Environment.process(),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  /** The same without ending the process. */
  static int run(
      Programs programs,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err,
      String... arguments) {
    ConfigFiles files = new ConfigFiles(new ConfigReader(environment), err);
    return new CommandLineTool(programs, files, out, err).run(arguments);
  }
}
