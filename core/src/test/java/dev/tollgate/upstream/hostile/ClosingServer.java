package dev.tollgate.upstream.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Closes every connection as soon as a byte came. */
final class ClosingServer implements AutoCloseable {

  private final ServerSocket server;

  private ClosingServer(ServerSocket server) {
    this.server = server;
  }

  static ClosingServer start() {
    try {
      ClosingServer started =
          new ClosingServer(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
      Thread thread = new Thread(started::accept, "closing-server");
      thread.setDaemon(true);
      thread.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        int unused = socket.getInputStream().read();
      } catch (IOException e) {
        // The client was faster, or this is the end.
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
