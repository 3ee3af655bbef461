package dev.tollgate.samples.benchmark;

import dev.tollgate.samples.benchmark.failover.FailoverCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The entry of the benchmark. */
@Command(
    name = "benchmark",
    description =
        "Measure how many requests a second the ledger holds and settles, durably, beside a plain"
            + " implementation with one transaction for each order.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every order succeeded and the books balance",
      "1:an order failed, or the books do not balance",
      "2:wrong usage"
    })
public final class Main implements Callable<Integer> {

  /** The databases of a run. */
  enum Kind {
    H2,
    POSTGRESQL
  }

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--database",
      split = ",",
      defaultValue = "h2,postgresql",
      description = "By default ${DEFAULT-VALUE}; PostgreSQL is started for the run.")
  private List<Kind> databases = List.of();

  @Option(names = "--callers", split = ",", defaultValue = "1,8,64")
  private List<Integer> callers = List.of();

  @Option(
      names = "--accounts",
      split = ",",
      defaultValue = "1,1000",
      description = "How many accounts share the load: 1 is a hot one.")
  private List<Integer> accounts = List.of();

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Requests a second of the run at a steady rate.")
  private int rate;

  @Option(names = "--warm-up", paramLabel = "MS", defaultValue = "3000")
  private int warmUp;

  @Option(names = "--measure", paramLabel = "MS", defaultValue = "5000")
  private int measured;

  @Option(
      names = "--rows",
      defaultValue = "0",
      description = "Usage rows to add, for the same runs and the dashboard's reads again.")
  private long rows;

  @Option(
      names = "--folder",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "Where the databases are made, on the disk to be measured.")
  private Path folder = Path.of("");

  /** Made by the command line alone. */
  private Main() {}

  /** Runs it and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .addSubcommand(new FailoverCommand())
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws Exception {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs this");
    }
    PrintWriter out = spec.commandLine().getOut();
    Span span = new Span(Duration.ofMillis(warmUp), Duration.ofMillis(measured));
    Plan plan = new Plan(callers, accounts, rate, span, rows);
    boolean sound = true;
    for (Kind kind : databases) {
      try (Store store = store(kind)) {
        sound &= new Run(plan, out).on(store);
      }
    }
    return sound ? 0 : 1;
  }

  private Store store(Kind kind) throws IOException {
    return switch (kind) {
      case H2 -> new H2Store(folder.toAbsolutePath());
      case POSTGRESQL -> new PostgresStore(folder.toAbsolutePath());
    };
  }
}
