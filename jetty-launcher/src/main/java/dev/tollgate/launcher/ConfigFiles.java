package dev.tollgate.launcher;

import dev.tollgate.config.ConfigOutcome;
import dev.tollgate.config.ConfigReader;
import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the file that a command names, and prints what is wrong with it, a line a problem. */
final class ConfigFiles {

  private final ConfigReader reader;
  private final PrintWriter err;

  ConfigFiles(ConfigReader reader, PrintWriter err) {
    this.reader = reader;
    this.err = err;
  }

  /** The config, or empty when it cannot be used and the operator has been told why. */
  Optional<GatewayConfig> read(Path file) {
    ConfigOutcome outcome = reader.read(file);
    if (outcome instanceof ConfigOutcome.Valid valid) {
      return Optional.of(valid.config());
    }
    if (outcome instanceof ConfigOutcome.Invalid invalid) {
      for (Problem problem : invalid.problems()) {
        err.println(problem.describe());
      }
      err.flush();
      return Optional.empty();
    }
    throw new IllegalStateException("an outcome without a config and without problems");
  }
}
