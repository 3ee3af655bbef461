package dev.tollgate.config;

import java.time.Duration;

/**
 * Where the gateway listens and how long it waits for callers.
 *
 * @param port 0 to 65535; 0 picks a free one
 * @param maxBodyBytes a larger request body is refused, 1 byte to 1 GiB
 * @param requestTimeout a whole answer that is not streamed
 * @param streamTimeout a whole stream
 * @param idleTimeout a connection on which nothing happens
 * @param shutdownTimeout how long streams in flight get to finish
 */
public record ServerConfig(
    String host,
    int port,
    long maxBodyBytes,
    Duration requestTimeout,
    Duration streamTimeout,
    Duration idleTimeout,
    Duration shutdownTimeout) {

  /** Loopback only, port 8080. */
  public static final ServerConfig DEFAULTS =
      new ServerConfig(
          "127.0.0.1",
          8080,
          16L << 20,
          Duration.ofSeconds(120),
          Duration.ofSeconds(600),
          Duration.ofSeconds(60),
          Duration.ofSeconds(30));

  public ServerConfig {
    Ranges.checkNotEmpty(host, "server.host");
    Ranges.check(port, 0, Ranges.LAST_PORT, "server.port");
    Ranges.check(maxBodyBytes, 1, Ranges.LARGEST_BYTES, "server.max-body");
    Ranges.check(requestTimeout, "server.request-timeout");
    Ranges.check(streamTimeout, "server.stream-timeout");
    Ranges.check(idleTimeout, "server.idle-timeout");
    Ranges.check(shutdownTimeout, "server.shutdown-timeout");
  }

  /** The same on another host name or address. */
  public ServerConfig withHost(String other) {
    return new ServerConfig(
        other, port, maxBodyBytes, requestTimeout, streamTimeout, idleTimeout, shutdownTimeout);
  }

  /** The same on another port, 0 to 65535. */
  public ServerConfig withPort(int other) {
    return new ServerConfig(
        host, other, maxBodyBytes, requestTimeout, streamTimeout, idleTimeout, shutdownTimeout);
  }
}
