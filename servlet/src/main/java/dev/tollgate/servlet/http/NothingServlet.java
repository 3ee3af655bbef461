package dev.tollgate.servlet.http;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Stands where there is nothing. Without it a container that has no servlet for a path answers by
 * itself, and asks no filter.
 */
public final class NothingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient ErrorWriter errors;

  /** A servlet that refuses everything. */
  public NothingServlet(ErrorWriter errors) {
    this.errors = errors;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    errors.write(response, Refusal.of(RefusalKind.NOT_FOUND, "There is nothing at this path."));
  }
}
