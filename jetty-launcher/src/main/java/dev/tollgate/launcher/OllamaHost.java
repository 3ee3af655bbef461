package dev.tollgate.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads the variable that Ollama itself reads: a host, a port or both, with or without http. */
final class OllamaHost {

  private static final int PORT = 11434;
  private static final String LOOPBACK = "127.0.0.1";

  private OllamaHost() {}

  /** Where it listens, without a path; empty when the text is no address. */
  static Optional<URI> address(String text) {
    String given = text.strip();
    boolean bare = !given.contains("://");
    try {
      URI url = new URI(bare ? "http://" + withHost(given) : given);
      String scheme = url.getScheme();
      String host = url.getHost();
      if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
        return Optional.empty();
      }
      int port = url.getPort() >= 0 || !bare ? url.getPort() : PORT;
      // Where a server listens on all addresses, a client finds it on this one.
      String reached = host.equals("0.0.0.0") || host.equals("[::]") ? LOOPBACK : host;
      return Optional.of(new URI(scheme, null, reached, port, null, null, null));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String withHost(String given) {
    return given.startsWith(":") ? LOOPBACK + given : given;
  }
}
