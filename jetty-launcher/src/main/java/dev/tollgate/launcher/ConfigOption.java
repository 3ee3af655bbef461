package dev.tollgate.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config}, as several commands have it. */
final class ConfigOption {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The YAML file to read.")
  private Path file = Path.of("tollgate.yaml");

  Path file() {
    return file;
  }
}
