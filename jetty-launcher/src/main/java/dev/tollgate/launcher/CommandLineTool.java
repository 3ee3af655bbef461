package dev.tollgate.launcher;

import dev.tollgate.config.UnusableConfig;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns arguments into a command, its errors into one line, and both into an exit status. */
final class CommandLineTool {

  private final TollgateCommand root = new TollgateCommand();
  private final CommandLine parser;
  private final PrintWriter err;

  CommandLineTool(Programs programs, ConfigFiles files, PrintWriter out, PrintWriter err) {
    this.err = err;
    this.parser =
        new CommandLine(root)
            .addSubcommand(new ServeCommand(programs, files, out))
            .addSubcommand(new DemoCommand(programs, out))
            .addSubcommand(new CheckConfigCommand(files, out))
            .addSubcommand(new RouteCommand(files, out))
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(this::wrongUse)
            .setExecutionExceptionHandler(this::failed);
  }

  int run(String... arguments) {
    try {
      return parser.execute(arguments);
    } catch (Error e) {
      // Past here the JVM would print a stack trace of its own, whatever the operator asked for.
      return report(e);
    }
  }

  private int wrongUse(ParameterException e, String[] arguments) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    say(e.getMessage() + "; see " + command.qualifiedName() + " --help");
    if (root.isDebug()) {
      e.printStackTrace(err);
    }
    return ExitStatus.WRONG_USE;
  }

  private int failed(Exception e, CommandLine command, ParseResult result) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return report(e);
  }

  private int report(Throwable e) {
    String message = e.getMessage();
    say(message == null || message.isBlank() ? e.getClass().getSimpleName() : message);
    if (root.isDebug()) {
      e.printStackTrace(err);
    }
    return e instanceof UnusableConfig ? ExitStatus.WRONG_USE : ExitStatus.FAILED;
  }

  private void say(String message) {
    err.println("tollgate: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }
}
