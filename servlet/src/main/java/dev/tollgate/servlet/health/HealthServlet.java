package dev.tollgate.servlet.health;

import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /healthz}: 200 while the process lives, whatever its database does. A failure here is a
 * reason to restart it, and a restart mends no database. Thread-safe.
 */
public final class HealthServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final StatusAnswer ALIVE = new StatusAnswer(200, "ok");

  private final transient ErrorWriter errors;

  /** The servlet; it needs no key. */
  public HealthServlet(ErrorWriter errors) {
    this.errors = errors;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ALIVE.write(request, response, errors);
  }
}
