package dev.tollgate.servlet.http;

import dev.tollgate.refusal.Refusal;
import dev.tollgate.refusal.RefusalKind;
import jakarta.servlet.http.HttpServletResponse;

/** The 405 of a path that is asked by a method that it does not take. */
public final class MethodNotAllowed {

  private MethodNotAllowed() {}

  /** Names in the {@code Allow} header what the path takes, as {@code GET, HEAD}, and refuses. */
  public static Refusal refusal(HttpServletResponse response, String allowed) {
    response.setHeader("Allow", allowed);
    return Refusal.of(RefusalKind.METHOD_NOT_ALLOWED, "This path takes " + allowed + ".");
  }
}
