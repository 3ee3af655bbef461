package dev.tollgate.launcher;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import dev.tollgate.servlet.admin.AdminToken;
import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** {@code GET /metrics}: for loopback callers, and for those with the admin token. */
final class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient Metrics metrics;
  private final transient AdminToken token;
  private final transient ErrorWriter errors = new ErrorWriter();

  MetricsServlet(Metrics metrics, String adminToken) {
    this.metrics = metrics;
    this.token = new AdminToken(adminToken);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!isLoopback(request.getRemoteAddr()) && !token.opens(request)) {
      errors.write(
          response, Refusal.of(RefusalKind.UNAUTHORIZED, "The admin token is required here."));
      return;
    }
    byte[] page = metrics.page().getBytes(StandardCharsets.UTF_8);
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    response.setContentLength(page.length);
    response.getOutputStream().write(page);
  }

  private static boolean isLoopback(String address) {
    try {
      // The container gives the literal address of the connection, so nothing is looked up.
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
