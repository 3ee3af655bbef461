package dev.tollgate.servlet.http;

import dev.tollgate.idempotency.KeptStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request with a stream that another one began; thread-safe. */
@FunctionalInterface
public interface StreamJoin {

  /**
   * Sends it from its first event, without a thread that waits; false, and nothing is done, when
   * the stream is not open any more.
   */
  boolean join(KeptStream stream, HttpServletRequest request, HttpServletResponse response)
      throws IOException;
}
