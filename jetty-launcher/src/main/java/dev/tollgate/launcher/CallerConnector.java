package dev.tollgate.launcher;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Accepts callers as {@link CallerSocket}s, and leaves nobody unanswered when it stops. */
final class CallerConnector extends ServerConnector {

  CallerConnector(Server server, HttpConfiguration http) {
    super(server, new HttpConnectionFactory(http));
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint caller =
        new CallerSocket(channel, selector, key, getScheduler(), getExecutor());
    caller.setIdleTimeout(getIdleTimeout());
    return caller;
  }

  /**
   * Does nothing: who accepts wakes when the listening socket is closed, which it is by then. An
   * interrupt in the moment of an {@code accept} makes the JDK forget the accepted connection, open
   * and without an owner (seen on JDK 25), and its caller would wait in vain.
   */
  @Override
  protected void interruptAcceptors() {}
}
