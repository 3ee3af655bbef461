package dev.tollgate.launcher;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code route}: will explain how the auto model chooses. */
@Command(name = "route", description = "Explain how the auto model chooses (not supported yet).")
final class RouteCommand implements Callable<Integer> {

  private final PrintWriter err;

  RouteCommand(PrintWriter err) {
    this.err = err;
  }

  @Override
  public Integer call() {
    err.println("tollgate: route is not supported yet");
    err.flush();
    return ExitStatus.WRONG_USE;
  }
}
