package dev.tollgate.servlet.health;

import dev.tollgate.json.JsonObject;
import dev.tollgate.json.JsonText;
import dev.tollgate.servlet.http.ErrorWriter;
import dev.tollgate.servlet.http.MethodNotAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    byte[] body =
        JsonText.of(new JsonObject().put("status", word).build()).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    if (request.getMethod().equals("GET")) {
      response.getOutputStream().write(body);
    }
  }
}
