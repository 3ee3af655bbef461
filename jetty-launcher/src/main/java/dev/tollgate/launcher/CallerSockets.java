package dev.tollgate.launcher;

import dev.tollgate.servlet.http.ConnectionControl;
import jakarta.servlet.http.HttpServletRequest;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/** What Jetty can do with a caller's connection, when its sockets are {@link CallerSocket}s. */
final class CallerSockets implements ConnectionControl {

  @Override
  public void cut(HttpServletRequest request) {
    endPoint(request).close();
  }

  @Override
  public void watch(HttpServletRequest request, Runnable gone) {
    if (endPoint(request) instanceof CallerSocket socket) {
      socket.watch(gone);
    }
  }

  private static EndPoint endPoint(HttpServletRequest request) {
    return ServletContextRequest.getServletContextRequest(request)
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint();
  }
}
