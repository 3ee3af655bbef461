package dev.tollgate.servlet.http;

import jakarta.servlet.http.HttpServletResponse;

/** The head of every streamed answer. */
public final class StreamHead {

  /** Its Content-Type. */
  public static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

  private StreamHead() {}

  /** Sets status and headers, so that nobody on the way keeps, changes or delays the events. */
  public static void write(HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(CONTENT_TYPE);
    response.setHeader("Cache-Control", "no-cache, no-transform");
    response.setHeader("X-Accel-Buffering", "no");
  }
}
