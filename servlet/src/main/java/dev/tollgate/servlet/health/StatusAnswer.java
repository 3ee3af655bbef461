package dev.tollgate.servlet.health;

import dev.tollgate.json.JsonObject;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.JsonBody;
import dev.tollgate.servlet.http.MethodNotAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * How it is, in one word and one status.
 *
 * @param status 200 for well, 503 for not
 */
record StatusAnswer(int status, String word) {

  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  /** Writes {@code {"status":word}}, never to be kept by a cache; 405 unless GET or HEAD. */
  void write(HttpServletRequest request, HttpServletResponse response, ErrorWriter errors)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    if (!METHODS.contains(request.getMethod())) {
      errors.write(response, MethodNotAllowed.refusal(response, "GET, HEAD"));
      return;
    }
    response.setStatus(status);
    new JsonBody(new JsonObject().put("status", word).build()).write(request, response);
  }
}
