package dev.tollgate.samples.routertraining;

import dev.tollgate.routing.quality.Weights;
import dev.tollgate.routing.quality.WeightsCodec;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From the data to the file of weights. */
@Command(
    name = "train",
    description = "Learn from all rows and write the file that the gateway reads.",
    mixinStandardHelpOptions = true)
final class Train implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--data", required = true, description = "The folder of the outcomes.")
  private Path data = Path.of("");

  @Option(names = "--out", required = true, description = "The file to write.")
  private Path out = Path.of("");

  @Option(names = "--name", defaultValue = "1", description = "What logs call the weights.")
  private String name = "";

  @Override
  public Integer call() throws Exception {
    if (spec == null) {
      throw new IllegalStateException("only a command line runs this");
    }
    PrintWriter print = spec.commandLine().getOut();
    List<Outcome> rows = new Outcomes().readAll(data, Recipe.SHIPPED.sources());
    Weights weights = new Learner(Recipe.SHIPPED).learn(rows, name);
    byte[] bytes = WeightsCodec.write(weights);
    Files.write(out, bytes);
    print.printf(
        "%d rows, %d profiles, %d bytes%n", rows.size(), weights.profiles().size(), bytes.length);
    print.flush();
    return 0;
  }
}
