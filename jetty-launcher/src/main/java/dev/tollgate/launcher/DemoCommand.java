package dev.tollgate.launcher;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the whole job, with no network, no key and no file. */
@Command(name = "demo", description = "See it work: no network, no key, no file needed.")
final class DemoCommand implements Callable<Integer> {

  private static final int DEFAULT_PORT = 8080;

  private final Programs programs;
  private final PrintWriter out;

  @Option(names = "--once", description = "Stop after the show instead of serving on.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = PortNumber.class,
      description = "Listen there; 0 picks a free one. Default: 8080, and 0 with --once.")
  private @Nullable Integer port;

  DemoCommand(Programs programs, PrintWriter out) {
    this.programs = programs;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    int chosen = port != null ? port : once ? 0 : DEFAULT_PORT;
    programs.demo(new DemoOptions(once, chosen), out);
    return ExitStatus.DONE;
  }
}
