package dev.tollgate.launcher;

import dev.tollgate.config.GatewayConfig;
import dev.tollgate.config.ServerConfig;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the gateway, until it is told to stop. */
@Command(name = "serve", description = "Serve the API as the config says.")
final class ServeCommand implements Callable<Integer> {

  private final Programs programs;
  private final ConfigFiles files;
  private final PrintWriter out;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      converter = PortNumber.class,
      description = "Listen there instead of the config's server.port; 0 picks a free one.")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "H",
      converter = HostName.class,
      description = "Listen there instead of the config's server.host.")
  private @Nullable String host;

  ServeCommand(Programs programs, ConfigFiles files, PrintWriter out) {
    this.programs = programs;
    this.files = files;
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    Optional<GatewayConfig> read = files.read(config.file());
    if (read.isEmpty()) {
      return ExitStatus.WRONG_USE;
    }
    ServerConfig server = read.get().server();
    if (host != null) {
      server = server.withHost(host);
    }
    if (port != null) {
      server = server.withPort(port);
    }
    programs.serve(read.get().withServer(server), out);
    return ExitStatus.DONE;
  }
}
