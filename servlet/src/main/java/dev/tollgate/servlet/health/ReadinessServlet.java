package dev.tollgate.servlet.health;

import dev.tollgate.servlet.http.ErrorWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /readyz}: 200 only when the database answers and the process is not draining, else 503, so
 * that a load balancer sends its traffic elsewhere. Thread-safe when its suppliers are.
 */
public final class ReadinessServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReadinessServlet.class);
  private static final StatusAnswer READY = new StatusAnswer(200, "ready");
  private static final StatusAnswer DRAINING = new StatusAnswer(503, "draining");
  private static final StatusAnswer NO_DATABASE = new StatusAnswer(503, "database unavailable");

  private final transient BooleanSupplier databaseAnswers;
  private final transient BooleanSupplier draining;
  private final transient ErrorWriter errors;

  /**
   * The servlet; it needs no key.
   *
   * @param databaseAnswers asks the database, within a deadline of its own; throwing counts as no
   * @param draining true from the moment on at which the process takes no more work
   */
  public ReadinessServlet(
      BooleanSupplier databaseAnswers, BooleanSupplier draining, ErrorWriter errors) {
    this.databaseAnswers = databaseAnswers;
    this.draining = draining;
    this.errors = errors;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    status().write(request, response, errors);
  }

  private StatusAnswer status() {
    if (draining.getAsBoolean()) {
      return DRAINING;
    }
    try {
      return databaseAnswers.getAsBoolean() ? READY : NO_DATABASE;
    } catch (RuntimeException e) {
      LOG.warn("The database does not answer", e);
      return NO_DATABASE;
    }
  }
}
