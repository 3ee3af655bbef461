package dev.tollgate.launcher;

import dev.tollgate.config.Assembly;
import dev.tollgate.config.GatewayConfig;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code check-config}: reads a config, opens nothing but the weights of auto models, and tells all
 * its problems.
 */
@Command(
    name = "check-config",
    description = "Read a config and tell everything that is wrong with it.")
final class CheckConfigCommand implements Callable<Integer> {

  private final ConfigFiles files;
  private final PrintWriter out;

  @Mixin private final ConfigOption config = new ConfigOption();

  CheckConfigCommand(ConfigFiles files, PrintWriter out) {
    this.files = files;
    this.out = out;
  }

  @Override
  public Integer call() {
    Optional<GatewayConfig> read = files.read(config.file());
    if (read.isEmpty()) {
      return ExitStatus.WRONG_USE;
    }
    // What only the weights can tell.
    var unused = Assembly.choices(read.get());
    out.println(config.file() + " is fine: " + summary(read.get()) + ".");
    out.flush();
    return ExitStatus.DONE;
  }

  private static String summary(GatewayConfig config) {
    return count(config.upstreams().size(), "upstream")
        + ", "
        + count(config.models().size(), "model")
        + config.defaultModel().map(id -> ", " + id + " by default").orElse("");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
