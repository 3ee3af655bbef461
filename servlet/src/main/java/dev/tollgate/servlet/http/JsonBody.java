package dev.tollgate.servlet.http;

import dev.tollgate.json.Json;
import dev.tollgate.json.JsonText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON as the whole body of an answer, written once or many times. Thread-safe. */
public final class JsonBody {

  private final byte[] utf8;

  /** A body of that JSON. */
  public JsonBody(Json json) {
    this(JsonText.of(json).getBytes(StandardCharsets.UTF_8));
  }

  /** A body of JSON that was written already, in UTF-8. */
  public JsonBody(byte[] utf8) {
    this.utf8 = utf8.clone();
  }

  /**
   * Answers with it; HEAD gets its headers alone. The status is the one that is set.
   *
   * @throws IOException when the caller is gone
   */
  public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.setContentLength(utf8.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(utf8);
    }
  }
}
