package dev.tollgate.launcher;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all others: what they share. */
@Command(
    name = "tollgate",
    description = "One OpenAI-compatible API that meters and bills prepaid credits.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "1:failed while running", "2:wrong usage or configuration"})
final class TollgateCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean debug;

  boolean isDebug() {
    return debug;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("a command that was never parsed");
    }
    throw new ParameterException(
        spec.commandLine(),
        "Which command: " + String.join(", ", spec.subcommands().keySet()) + "?");
  }
}
