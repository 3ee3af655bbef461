package dev.tollgate.samples.routertraining;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of the training. */
@Command(
    name = "router-training",
    description = "Learn the weights of the auto model from real outcomes, and measure them.",
    mixinStandardHelpOptions = true,
    subcommands = {Train.class, Measure.class, Scores.class, Time.class})
public final class Main {

  /** Made by the command line alone. */
  private Main() {}

  /** Runs it and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
