package dev.tollgate.servlet.openapi;

import dev.tollgate.servlet.http.JsonBody;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;

/**
 * {@code /openapi.json}: the description of the whole API as OpenAPI 3.1, kept by hand beside this
 * class, for anybody to read. Thread-safe.
 */
public final class OpenApiServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String DOCUMENT = "openapi.json";

  private final transient JsonBody document;
  private final transient String tag;

  /** The servlet with its document. */
  public OpenApiServlet() {
    byte[] text = read();
    this.document = new JsonBody(text);
    this.tag = '"' + UUID.nameUUIDFromBytes(text).toString() + '"';
  }

  private static byte[] read() {
    try (InputStream in = OpenApiServlet.class.getResourceAsStream(DOCUMENT)) {
      if (in == null) {
        throw new IllegalStateException(DOCUMENT + " is missing from the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("ETag", tag);
    // To be kept, and asked for each time: a new version may describe another API.
    response.setHeader("Cache-Control", "no-cache");
    String known = request.getHeader("If-None-Match");
    if (known != null && (known.contains(tag) || known.equals("*"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    document.write(request, response);
  }
}
