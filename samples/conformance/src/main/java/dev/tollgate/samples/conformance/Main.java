package dev.tollgate.samples.conformance;

import dev.tollgate.samples.conformance.client.Ask;
import dev.tollgate.samples.conformance.client.JsonValue;
import dev.tollgate.samples.conformance.client.Mismatch;
import dev.tollgate.samples.conformance.client.Server;
import dev.tollgate.samples.conformance.client.Target;
import dev.tollgate.samples.conformance.rows.Kit;
import dev.tollgate.samples.conformance.rows.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The entry of the kit: checks one server and prints a table of what was asked and how it did. */
@Command(
    name = "conformance",
    description = "Check a server of this API against every line of its contract.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:every row passed", "1:a row failed", "2:wrong usage"})
public final class Main implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--base-url",
      required = true,
      paramLabel = "URL",
      description = "Where the API is, as SDKs take it: http://127.0.0.1:8080/v1")
  private String baseUrl = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description = "A key with credits: the rows that pass cost tokens.")
  private String key = "";

  @Option(
      names = "--model",
      paramLabel = "ID",
      description = "The model to ask; by default the first one of GET /v1/models.")
  private String model = "";

  @Option(
      names = "--only",
      paramLabel = "GLOB",
      description = "Only the rows whose name fits, as 'temperature/*'.")
  private String only = "*";

  /** Made by the command line alone. */
  private Main() {}

  /** Runs the kit and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = commandLine().getOut();
    Target target = Target.of(baseUrl, key, model);
    if (model.isEmpty()) {
      try {
        target = target.withModel(firstModel(new Server(target)));
      } catch (IOException | Mismatch e) {
        commandLine().getErr().println("conformance: no model at " + baseUrl + ": " + e);
        return 1;
      }
    }
    return new Run(new Server(target), out).of(matching(only)) ? 0 : 1;
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new IllegalStateException("a command that was never parsed");
    }
    return spec.commandLine();
  }

  private static String firstModel(Server server) throws IOException, InterruptedException {
    JsonValue list = server.send(Ask.get("/v1/models")).json();
    return list.text("data.0.id");
  }

  /** The rows whose name fits the glob, whose only special character is the star. */
  static List<Row> matching(String glob) {
    String pattern =
        Pattern.compile("\\*")
            .splitAsStream(glob + " ")
            .map(String::strip)
            .map(Pattern::quote)
            .reduce((before, after) -> before + ".*" + after)
            .orElse("");
    Pattern names = Pattern.compile(pattern, Pattern.DOTALL);
    return Kit.rows().stream().filter(row -> names.matcher(row.name()).matches()).toList();
  }
}
