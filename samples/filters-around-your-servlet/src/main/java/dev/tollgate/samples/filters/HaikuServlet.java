package dev.tollgate.samples.filters;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Somebody's own endpoint: it would ask a model of its own, and says in its answer what that used,
 * in the words of OpenAI's API. It knows nothing of Tollgate.
 */
public final class HaikuServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response
        .getWriter()
        .write(
            """
            {"haiku":"An old toll gate. A coin is held, a frog jumps in: the change comes back.",
             "usage":{"prompt_tokens":12,"completion_tokens":20}}
            """);
  }
}
